ALTER TABLE "grabs" ADD COLUMN "change_number" bigint;--> statement-breakpoint
CREATE INDEX "contact_tombstones_merged" ON "contact_tombstones" USING btree ("session_id","merged_into") WHERE "contact_tombstones"."merged_into" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "contact_tombstones_continued" ON "contact_tombstones" USING btree ("session_id","contact_row_id") WHERE "contact_tombstones"."merged_into" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "grabs_change" ON "grabs" USING btree ("session_id","change_number") WHERE "grabs"."change_number" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "grabs_complete" ON "grabs" USING btree ("session_id","created_at") WHERE "grabs"."complete";