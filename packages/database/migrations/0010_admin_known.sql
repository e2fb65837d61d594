ALTER TABLE "contacts" ADD COLUMN "is_admin_known" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- A group whose metadata was read has a time of creation, and was read with its role.
UPDATE "contacts" SET "is_admin_known" = true WHERE "type" = 'group' AND ("is_admin" OR "group_created_at" IS NOT NULL);
