export type { Column, Selection, TotalRow } from './columns';
export { DataTable } from './DataTable';
