import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';

/**
 * The key of the mail's link that led here: after `#`, where no server reads it. It stays known
 * while one is already on the way to the next page.
 */
export function useLinkKey(): string {
  const hash = useLocation({ select: (location) => location.hash.replace(/^#/, '') });
  const [key, setKey] = useState(hash);
  if (hash && hash !== key) setKey(hash);
  return key;
}
