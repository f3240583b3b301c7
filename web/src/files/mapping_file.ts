/** What the header takes, bytes. */
export const mappingMaxBytes = 16 * 1024;

/** Bytes in base64url without padding, as the header wants a mapping file. */
export function base64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** What a mapping file says that its rows are; nothing where it does not say. */
export function ofWhat(text: string): string | null {
  return /^\s*of\s*=\s*["']([a-z]+)["']/m.exec(text)?.[1] ?? null;
}
