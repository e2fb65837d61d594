import { createContext } from 'react';

/** Closes the dialog around. Null: there is none. */
export const CloseDialog = createContext<(() => void) | null>(null);
