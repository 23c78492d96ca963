// What an error shows of names and values that a stranger has chosen: an error is logged, sent, and kept, and must not
// be as long as what it is about.

/** Characters of a name that a message shows. */
const MOST = 60;

/** A string in quotes, cut where it is long. */
export function shorten(text: string, most: number = MOST): string {
  return JSON.stringify(cut(text, most));
}

/** The same without quotes. */
export function cut(text: string, most: number = MOST): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

/** What has its beginning and its end to say: the path down to a fault. */
export function cutMiddle(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 100)}…${text.slice(-100)}`;
}
