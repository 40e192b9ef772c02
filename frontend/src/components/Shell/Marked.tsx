import { bare } from './places';

/** A name with the letters that were typed in bold. */
export function Marked({ text, fragment }: { text: string; fragment: string }) {
  const at = fragment ? bare(text).indexOf(bare(fragment)) : -1;
  // Letters that lose a sign change the length: then nothing is marked.
  if (at < 0 || bare(text).length !== text.length) return text;
  const end = at + bare(fragment).length;
  return (
    <>
      {text.slice(0, at)}
      <b>{text.slice(at, end)}</b>
      {text.slice(end)}
    </>
  );
}
