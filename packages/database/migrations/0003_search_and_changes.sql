ALTER TABLE "contact_tombstones" ADD COLUMN "created_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "search_text" text COLLATE "C" GENERATED ALWAYS AS (CASE WHEN name IS NULL THEN chr(1114111) ELSE '' END || search_fold(coalesce(left(name, 256), '')
    || coalesce(CASE WHEN push_name <> coalesce(name, '') THEN chr(31) || left(push_name, 256) ELSE '' END, '') || coalesce(CASE WHEN verified_name <> coalesce(name, '') THEN chr(31) || left(verified_name, 256) ELSE '' END, ''))
    || chr(31) || coalesce(phone_number, '')) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "change_counters" ADD COLUMN "forgotten_number" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "contacts_session_change" ON "contacts" USING btree ("session_id","changed_change","id");--> statement-breakpoint
CREATE INDEX "contacts_session_name" ON "contacts" USING btree ("session_id",left("search_text", 64),"id");--> statement-breakpoint
CREATE INDEX "contacts_search" ON "contacts" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "contacts_inactive" ON "contacts" USING btree ("session_id","id") WHERE "contacts"."status" = 'inactive';--> statement-breakpoint
CREATE INDEX "contacts_blocked" ON "contacts" USING btree ("session_id","id") WHERE "contacts"."is_blocked";