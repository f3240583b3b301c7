/** What `words_build.ts` makes of the words. */
declare module 'virtual:words/*' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
