ALTER TABLE "contacts" ADD COLUMN "own_text" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "contacts_own_search" ON "contacts" USING gin ("own_text" gin_trgm_ops) WHERE "contacts"."own_text" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "contacts_own_search_wide" ON "contacts" USING gin (search_wide("own_text") gin_trgm_ops) WHERE octet_length(ltrim(own_text, chr(1114111))) > char_length(ltrim(own_text, chr(1114111)));--> statement-breakpoint
-- By hand: the text that a search of what people wrote looks in, and the trigger that keeps it. No grab names these
-- columns, so that it fires for no row of a grab but those that become one.
CREATE FUNCTION "own_search_text"("tags" jsonb, "note" text, "custom_fields" jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT NULLIF(search_fold(concat_ws(chr(31),
    (SELECT string_agg(t, chr(31) ORDER BY place) FROM jsonb_array_elements_text(tags) WITH ORDINALITY e (t, place)),
    note,
    (SELECT string_agg(value, chr(31) ORDER BY key COLLATE "C") FROM jsonb_each_text(custom_fields)))), '')
$$;
--> statement-breakpoint
CREATE FUNCTION "keep_own_text"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.own_text := own_search_text(NEW.tags, NEW.note, NEW.custom_fields);
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "contacts_own_text" BEFORE UPDATE OF "tags", "note", "custom_fields" ON "contacts"
FOR EACH ROW EXECUTE FUNCTION "keep_own_text"();
--> statement-breakpoint
-- What was written before gets its text in the background.
INSERT INTO "search_refolds" ("session_id")
SELECT "id" FROM "sessions" s WHERE EXISTS (SELECT FROM "contacts" c WHERE c."session_id" = s."id"
  AND (c."tags" IS NOT NULL OR c."note" IS NOT NULL OR c."custom_fields" IS NOT NULL)) ON CONFLICT DO NOTHING;
