DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE EXCEPTION 'The extension pg_trgm is missing and could not be created: %', SQLERRM
    USING ERRCODE = SQLSTATE,
      HINT = 'Have an administrator run CREATE EXTENSION pg_trgm in this database (the package postgresql-contrib holds it), then start again.';
END
$$;
--> statement-breakpoint
CREATE FUNCTION "search_fold_unicode"("value" text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(replace(replace(replace(translate(
    lower(regexp_replace(normalize(value, NFKD),
      '[\u0300-\u036f\u0591-\u05bd\u064b-\u0652\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufeff]',
      '', 'g')),
    'øłđħıŧð', 'oldhitd'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
--> statement-breakpoint
-- A body that is parsed here: a restored dump finds the other function whatever its search path.
CREATE FUNCTION "search_fold"("value" text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(value) = char_length(value) THEN lower(value)
    ELSE search_fold_unicode(value) END;
