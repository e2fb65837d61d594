CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "contact_tombstones" (
	"session_id" uuid NOT NULL,
	"change_number" bigint NOT NULL,
	"contact_row_id" bigint NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "contact_tombstones_session_id_change_number_contact_row_id_pk" PRIMARY KEY("session_id","change_number","contact_row_id"),
	CONSTRAINT "contact_tombstones_reason" CHECK ("contact_tombstones"."reason" IN ('deleted', 'purged', 'merged'))
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contacts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"session_id" uuid NOT NULL,
	"contact_id" text COLLATE "C" NOT NULL,
	"lid" text COLLATE "C",
	"type" text NOT NULL,
	"name" text,
	"phone_number" text,
	"address_book_name" text,
	"short_name" text,
	"verified_name" text,
	"push_name" text,
	"is_saved" boolean DEFAULT false NOT NULL,
	"is_business" boolean DEFAULT false NOT NULL,
	"is_blocked" boolean DEFAULT false NOT NULL,
	"group_id" text,
	"group_name" text,
	"group_description" text,
	"group_participants_count" integer,
	"is_admin" boolean DEFAULT false NOT NULL,
	"owner_id" text,
	"group_created_at" timestamp with time zone,
	"is_announce" boolean DEFAULT false NOT NULL,
	"is_community" boolean DEFAULT false NOT NULL,
	"community_id" text,
	"profile_picture" text,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"created_change" bigint NOT NULL,
	"changed_change" bigint NOT NULL,
	"field_changes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "contacts_type" CHECK ("contacts"."type" IN ('individual', 'group')),
	CONSTRAINT "contacts_status" CHECK ("contacts"."status" IN ('active', 'inactive')),
	CONSTRAINT "contacts_identity" CHECK (CASE "contacts"."type" WHEN 'group' THEN "contacts"."lid" IS NULL AND "contacts"."phone_number" IS NULL
          ELSE "contacts"."phone_number" IS NOT NULL OR "contacts"."lid" = "contacts"."contact_id" END)
);
--> statement-breakpoint
CREATE TABLE "grab_rows" (
	"grab_id" uuid NOT NULL,
	"type" text NOT NULL,
	"chunk" integer NOT NULL,
	"contact_row_ids" bigint[] NOT NULL,
	CONSTRAINT "grab_rows_grab_id_type_chunk_pk" PRIMARY KEY("grab_id","type","chunk")
);
--> statement-breakpoint
CREATE TABLE "grabs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"total_groups" integer DEFAULT 0 NOT NULL,
	"total_contacts" integer DEFAULT 0 NOT NULL,
	"total_participants" integer DEFAULT 0 NOT NULL,
	"saved_count" integer DEFAULT 0 NOT NULL,
	"updated_count" integer DEFAULT 0 NOT NULL,
	"unchanged_count" integer DEFAULT 0 NOT NULL,
	"removed_count" integer DEFAULT 0 NOT NULL,
	"failed_count" integer DEFAULT 0 NOT NULL,
	"complete" boolean DEFAULT false NOT NULL,
	"incomplete_reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"errors" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error" jsonb,
	"timings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"queries_sent" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "grabs_kind" CHECK ("grabs"."kind" IN ('groups', 'contacts', 'all')),
	CONSTRAINT "grabs_state" CHECK ("grabs"."state" IN ('queued', 'running', 'complete', 'partial', 'failed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "group_participants" (
	"session_id" uuid NOT NULL,
	"group_row_id" bigint NOT NULL,
	"participant_id" text COLLATE "C" NOT NULL,
	"lid" text COLLATE "C",
	"phone_number" text,
	"name" text,
	"role" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "group_participants_group_row_id_participant_id_pk" PRIMARY KEY("group_row_id","participant_id"),
	CONSTRAINT "group_participants_role" CHECK ("group_participants"."role" IN ('participant', 'admin', 'superadmin')),
	CONSTRAINT "group_participants_status" CHECK ("group_participants"."status" IN ('active', 'inactive')),
	CONSTRAINT "group_participants_identity" CHECK ("group_participants"."phone_number" IS NOT NULL OR "group_participants"."lid" = "group_participants"."participant_id")
);
--> statement-breakpoint
CREATE TABLE "change_counters" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"last_number" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'disconnected' NOT NULL,
	"phone_number" text,
	"last_error" jsonb,
	"desired_state" text DEFAULT 'stopped' NOT NULL,
	"groups_listed_at" timestamp with time zone,
	"contacts_listed_at" timestamp with time zone,
	"connected_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_status" CHECK ("sessions"."status" IN ('disconnected', 'connecting', 'qr', 'connected', 'logged_out', 'failed')),
	CONSTRAINT "sessions_desired_state" CHECK ("sessions"."desired_state" IN ('running', 'stopped'))
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "workspaces_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_tombstones" ADD CONSTRAINT "contact_tombstones_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grab_rows" ADD CONSTRAINT "grab_rows_grab_id_grabs_id_fk" FOREIGN KEY ("grab_id") REFERENCES "public"."grabs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grabs" ADD CONSTRAINT "grabs_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_participants" ADD CONSTRAINT "group_participants_group_row_id_contacts_id_fk" FOREIGN KEY ("group_row_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_counters" ADD CONSTRAINT "change_counters_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_workspace" ON "api_keys" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_session_contact_id" ON "contacts" USING btree ("session_id","contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_session_lid" ON "contacts" USING btree ("session_id","lid") WHERE "contacts"."lid" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "contacts_session_type_id" ON "contacts" USING btree ("session_id","type","id");--> statement-breakpoint
CREATE INDEX "grabs_session_created" ON "grabs" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE INDEX "grabs_unfinished" ON "grabs" USING btree ("session_id") WHERE "grabs"."finished_at" IS NULL;--> statement-breakpoint
CREATE INDEX "group_participants_unresolved" ON "group_participants" USING btree ("session_id","lid") WHERE "group_participants"."phone_number" IS NULL;--> statement-breakpoint
CREATE INDEX "sessions_workspace" ON "sessions" USING btree ("workspace_id");