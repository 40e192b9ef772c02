import classes from './MessagePreview.module.css';

type Props = { title: string; html: string | null; text: string | null };

/** The very message a customer would read; its markup can neither run nor reach this page. */
export function MessagePreview({ title, html, text }: Props) {
  if (html) {
    return (
      <iframe className={classes['paper']} title={title} sandbox="" srcDoc={html} loading="lazy" />
    );
  }
  return <pre className={classes['text']}>{text}</pre>;
}
