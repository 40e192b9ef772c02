import { type ReactNode, useEffect, useRef } from 'react';

/** The name of the screen, which its tab and the browser's history bear too. */
export function Heading({
  className,
  children,
}: {
  className?: string | undefined;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const words = heading.current?.textContent?.trim();
    document.title = words ? `${words} · Quittance` : 'Quittance';
  });
  return (
    <h1 ref={heading} className={className}>
      {children}
    </h1>
  );
}
