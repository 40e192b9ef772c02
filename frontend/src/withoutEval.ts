import * as z from 'zod/mini';

// zod tries `new Function` to go faster, which our content policy forbids and reports.
z.config({ jitless: true });
