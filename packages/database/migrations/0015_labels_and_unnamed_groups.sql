ALTER TABLE "contacts" ADD COLUMN "is_unnamed" boolean;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "labels" jsonb;--> statement-breakpoint
CREATE INDEX "contacts_labelled" ON "contacts" USING btree ("session_id","id") WHERE "contacts"."labels" IS NOT NULL;