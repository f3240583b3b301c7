import { bodyOf, checked, commonHeaders } from './client';
import { NoAnswer } from './problem';

/** How far a file has come on its way: the share that has been sent, 0 to 1. At 1 the server reads it. */
export type Sent = (share: number) => void;

/** Heads of an answer as the browser writes them: a line each. */
function headersOf(text: string): Headers {
  const headers = new Headers();
  for (const line of text.trim().split(/\r?\n/)) {
    const at = line.indexOf(':');
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  return headers;
}

/**
 * Sends a file. By XMLHttpRequest, the one way in which a browser tells how much of it has left; all that holds of other
 * writes holds of this.
 */
export function upload<T>(path: string, file: Blob, headers: Record<string, string>, sent: Sent): Promise<T> {
  const request = new XMLHttpRequest();
  const answered = new Promise<Response>((resolve, reject) => {
    request.open('POST', path);
    const all = { ...commonHeaders(), 'x-samplats': '1', ...headers };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? loaded / total : 0);
    request.upload.onload = () => sent(1);
    request.onload = () => {
      const { status, responseText } = request;
      const body = status === 204 ? null : responseText;
      resolve(new Response(body, { status, headers: headersOf(request.getAllResponseHeaders()) }));
    };
    request.onerror = request.ontimeout = request.onabort = () => reject(new NoAnswer('the file was not answered'));
    request.send(file);
  });
  return answered.then(checked).then((answer) => bodyOf<T>(answer));
}
