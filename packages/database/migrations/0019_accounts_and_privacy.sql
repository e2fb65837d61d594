CREATE TABLE "code_compatibility" (
	"only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"min_code_version" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "code_compatibility_only_row" CHECK ("code_compatibility"."only_row")
);
--> statement-breakpoint
CREATE TABLE "exclusion_addresses" (
	"workspace_id" uuid NOT NULL,
	"address_hash" "bytea" NOT NULL,
	"exclusion_id" uuid NOT NULL,
	CONSTRAINT "exclusion_addresses_workspace_id_address_hash_pk" PRIMARY KEY("workspace_id","address_hash")
);
--> statement-breakpoint
CREATE TABLE "exclusions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "account_lid" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "account_phone_number" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "groups_listed_before_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "contacts_listed_before_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "without_whatsapp_listed_before_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "exclusion_key" "bytea" DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) NOT NULL;--> statement-breakpoint
ALTER TABLE "exclusion_addresses" ADD CONSTRAINT "exclusion_addresses_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion_addresses" ADD CONSTRAINT "exclusion_addresses_exclusion_id_exclusions_id_fk" FOREIGN KEY ("exclusion_id") REFERENCES "public"."exclusions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exclusion_addresses_exclusion" ON "exclusion_addresses" USING btree ("exclusion_id");--> statement-breakpoint
CREATE INDEX "exclusions_workspace" ON "exclusions" USING btree ("workspace_id","created_at");--> statement-breakpoint
-- By hand: the one row, and the accounts of the address books that are stored already.
INSERT INTO "code_compatibility" DEFAULT VALUES;--> statement-breakpoint
UPDATE "sessions" SET "account_phone_number" = "phone_number"
WHERE EXISTS (SELECT FROM "contacts" WHERE "contacts"."session_id" = "sessions"."id");
