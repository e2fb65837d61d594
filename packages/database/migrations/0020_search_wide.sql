-- The bytes of letters beyond ASCII as digits: the trigram index holds them whatever the locale of the database.
CREATE FUNCTION "search_wide"("value" text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN encode(convert_to(value, 'UTF8'), 'escape');
--> statement-breakpoint
CREATE INDEX "contacts_search_wide" ON "contacts" USING gin (search_wide("search_text") gin_trgm_ops) WHERE octet_length(ltrim(search_text, chr(1114111))) > char_length(ltrim(search_text, chr(1114111)));