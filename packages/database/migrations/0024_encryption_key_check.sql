CREATE TABLE "encryption_key_check" (
	"only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"key_id" text NOT NULL,
	CONSTRAINT "encryption_key_check_only_row" CHECK ("encryption_key_check"."only_row")
);
