import { z } from 'zod';

// zod tries `new Function` to go faster, which our content policy forbids and reports.
z.config({ jitless: true });
