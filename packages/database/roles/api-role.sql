-- Makes the role that the API logs in with: it owns the database and everything in it, and is no superuser. A superuser
-- runs this with the setting grabber.api_password. It may run any number of times: it also changes the password, and
-- takes over the tables of an installation whose API was a superuser.
DO $$
DECLARE
  command text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'grabber_api') THEN
    CREATE ROLE grabber_api;
  END IF;
  EXECUTE format(
    'ALTER ROLE grabber_api LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD %L',
    current_setting('grabber.api_password')
  );
  EXECUTE format('ALTER DATABASE %I OWNER TO grabber_api', current_database());

  FOR command IN
    WITH own_schemas AS (
      SELECT oid, nspname FROM pg_namespace
      WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
    ),
    -- What belongs to an extension stays with it; sequences and indexes follow their tables.
    followers AS (
      SELECT classid, objid FROM pg_depend
      WHERE deptype = 'e' OR (deptype IN ('a', 'i') AND classid = 'pg_class'::regclass AND refobjsubid > 0)
    )
    SELECT format('ALTER SCHEMA %I OWNER TO grabber_api', nspname)
      FROM own_schemas WHERE nspname <> 'public'
    UNION ALL
    SELECT format(
        'ALTER %s %s OWNER TO grabber_api',
        CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
          WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END,
        c.oid::regclass)
      FROM pg_class c JOIN own_schemas s ON s.oid = c.relnamespace
      WHERE relkind IN ('r', 'p', 'S', 'v', 'm', 'f', 'c')
        AND (('pg_class'::regclass)::oid, c.oid) NOT IN (SELECT classid, objid FROM followers)
    UNION ALL
    SELECT format('ALTER TYPE %s OWNER TO grabber_api', t.oid::regtype)
      FROM pg_type t JOIN own_schemas s ON s.oid = t.typnamespace
      WHERE typtype IN ('e', 'd')
        AND (('pg_type'::regclass)::oid, t.oid) NOT IN (SELECT classid, objid FROM followers)
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO grabber_api', p.oid::regprocedure)
      FROM pg_proc p JOIN own_schemas s ON s.oid = p.pronamespace
      WHERE prokind IN ('f', 'p', 'w')
        AND (('pg_proc'::regclass)::oid, p.oid) NOT IN (SELECT classid, objid FROM followers)
  LOOP
    EXECUTE command;
  END LOOP;
END
$$;
