ALTER TABLE "contacts" ADD COLUMN "username" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "masked_number" text;--> statement-breakpoint
-- The searched text gets the username. Postgres before 17 cannot change the expression of a column, and the
-- indexes of a column go with it.
ALTER TABLE "contacts" DROP COLUMN "search_text";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "search_text" text COLLATE "C" GENERATED ALWAYS AS (CASE WHEN name IS NULL THEN chr(1114111) ELSE '' END || search_fold(coalesce(left(name, 256), '')
    || coalesce(CASE WHEN push_name <> coalesce(name, '') THEN chr(31) || left(push_name, 256) ELSE '' END, '') || coalesce(CASE WHEN verified_name <> coalesce(name, '') THEN chr(31) || left(verified_name, 256) ELSE '' END, '')
    || coalesce(CASE WHEN '@' || username <> coalesce(name, '') THEN chr(31) || '@' || left(username, 256) ELSE '' END, ''))
    || chr(31) || coalesce(phone_number, '')) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "contacts_session_name" ON "contacts" USING btree ("session_id",left("search_text", 64),"id");--> statement-breakpoint
CREATE INDEX "contacts_search" ON "contacts" USING gin ("search_text" gin_trgm_ops);