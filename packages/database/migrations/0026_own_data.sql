CREATE TABLE "change_values" (
	"session_id" uuid NOT NULL,
	"contact_row_id" bigint NOT NULL,
	"change_number" bigint NOT NULL,
	"field" text NOT NULL,
	"old_value" jsonb,
	"new_value" jsonb,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "change_values_contact_row_id_change_number_field_pk" PRIMARY KEY("contact_row_id","change_number","field")
);
--> statement-breakpoint
CREATE TABLE "membership_changes" (
	"session_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "membership_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"change_number" bigint NOT NULL,
	"group_row_id" bigint NOT NULL,
	"participant_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"role" text NOT NULL,
	"old_role" text,
	"seen_at" timestamp with time zone NOT NULL,
	"happened_at" timestamp with time zone,
	"leave_reason" text,
	CONSTRAINT "membership_changes_session_id_id_pk" PRIMARY KEY("session_id","id"),
	CONSTRAINT "membership_changes_kind" CHECK ("membership_changes"."kind" IN ('joined', 'left', 'role_changed'))
);
--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "tags" jsonb;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "custom_fields" jsonb;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "members_listed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "exclusion_addresses" ADD COLUMN "address_tag" integer;--> statement-breakpoint
ALTER TABLE "exclusions" ADD COLUMN "label" text;--> statement-breakpoint
ALTER TABLE "grabs" ADD COLUMN "excluded_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "custom_fields" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "keeps_change_values" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "change_values" ADD CONSTRAINT "change_values_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_changes" ADD CONSTRAINT "membership_changes_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_values_session" ON "change_values" USING btree ("session_id","seen_at");--> statement-breakpoint
CREATE INDEX "membership_changes_group" ON "membership_changes" USING btree ("group_row_id","id");--> statement-breakpoint
CREATE INDEX "membership_changes_member" ON "membership_changes" USING btree ("session_id","participant_id","id");--> statement-breakpoint
CREATE INDEX "membership_changes_number" ON "membership_changes" USING btree ("session_id","change_number","id");--> statement-breakpoint
CREATE INDEX "contacts_own_data" ON "contacts" USING btree ("session_id","id") WHERE "contacts"."tags" IS NOT NULL OR "contacts"."note" IS NOT NULL OR "contacts"."custom_fields" IS NOT NULL;--> statement-breakpoint
-- By hand: the history and the values of a deleted contact or group go with it.
CREATE FUNCTION "delete_history_of_deleted_contacts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM membership_changes h USING gone g WHERE g.type = 'group' AND h.group_row_id = g.id;
  DELETE FROM change_values v USING gone g WHERE v.contact_row_id = g.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "contacts_delete_history" AFTER DELETE ON "contacts"
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "delete_history_of_deleted_contacts"();
