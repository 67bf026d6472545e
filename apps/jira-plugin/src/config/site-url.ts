/** Reads a site's address: https, or http on this machine; no credentials, query or fragment. Drops a slash at its end. */
export function parseSiteUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname));
  if (!secure || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** A token sent over plain HTTP to another machine is a token lost. */
function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
