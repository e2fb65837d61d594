/** The names of the columns that people write, and no grab. */
export const OWN_COLUMNS = ['tags', 'note', 'custom_fields'] as const;

/** Condition: people wrote nothing to the contact c. What they wrote is never purged. */
export const HAS_NO_OWN_DATA = OWN_COLUMNS.map((name) => `c.${name} IS NULL`).join(' AND ');
