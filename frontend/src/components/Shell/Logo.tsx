import classes from './Shell.module.css';

/** The product's mark: a receipt's tick closing a Q. */
export function Logo() {
  return (
    <span className={classes['mark']} aria-hidden>
      <svg width="15" height="15" viewBox="0 0 24 24" fill="none" aria-hidden="true">
        <g stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
          <path d="M20.6 9.2A9 9 0 1 0 12 21h9" />
          <path d="m8.5 11.5 3.2 3.2L21 5.4" />
        </g>
      </svg>
    </span>
  );
}
