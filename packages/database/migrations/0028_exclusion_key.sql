CREATE TABLE "exclusion_key_check" (
	"only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"key_id" text NOT NULL,
	CONSTRAINT "exclusion_key_check_only_row" CHECK ("exclusion_key_check"."only_row")
);
--> statement-breakpoint
ALTER TABLE "exclusion_addresses" ADD COLUMN "key_id" text;--> statement-breakpoint
-- Older code would not recognise excluded people by the hashes that a newer one makes.
UPDATE "code_compatibility" SET "min_code_version" = 29;
