/** What `words_build.ts` makes of the words. */
declare module 'virtual:words/*' {
  const fetchTexts: () => Promise<Record<string, string>>;
  export default fetchTexts;
}
