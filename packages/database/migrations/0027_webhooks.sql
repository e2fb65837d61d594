CREATE TABLE "webhook_deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" uuid NOT NULL,
	"session_id" uuid,
	"topic" text,
	"first_event_id" bigint,
	"last_event_id" bigint,
	"event_count" integer NOT NULL,
	"attempt" integer NOT NULL,
	"status" integer,
	"error" text,
	"response_excerpt" text,
	"duration_ms" integer NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "webhook_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"session_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_events_session_id_topic_id_pk" PRIMARY KEY("session_id","topic","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_notes" (
	"session_id" uuid NOT NULL,
	"topic" text NOT NULL,
	CONSTRAINT "webhook_notes_session_id_topic_pk" PRIMARY KEY("session_id","topic")
);
--> statement-breakpoint
CREATE TABLE "webhook_positions" (
	"webhook_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"event_id" bigint NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"next_try_at" timestamp with time zone,
	CONSTRAINT "webhook_positions_webhook_id_session_id_topic_pk" PRIMARY KEY("webhook_id","session_id","topic")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"url" text NOT NULL,
	"description" text,
	"session_ids" uuid[],
	"event_types" text[],
	"max_batch" integer DEFAULT 1 NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"dead_reason" text,
	"dead_at" timestamp with time zone,
	"secret" text NOT NULL,
	"previous_secret" text,
	"previous_secret_until" timestamp with time zone,
	"first_after" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhooks_dead_reason" CHECK ("webhooks"."dead_reason" IN ('FAILING', 'GONE'))
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_positions" ADD CONSTRAINT "webhook_positions_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_positions" ADD CONSTRAINT "webhook_positions_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_webhook" ON "webhook_deliveries" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_session" ON "webhook_deliveries" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_at" ON "webhook_deliveries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "webhooks_workspace" ON "webhooks" USING btree ("workspace_id","created_at");
--> statement-breakpoint
-- Written by hand, from here to the end: what happens outside of grabs and deletions becomes an event by triggers.
CREATE FUNCTION wants_webhook(session uuid, event_type text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM sessions s JOIN webhooks w ON w.workspace_id = s.workspace_id
    WHERE s.id = session
      -- One that was given up can be enabled again, and then gets what it missed.
      AND (w.enabled OR w.dead_at > now() - interval '7 days')
      AND (w.session_ids IS NULL OR session = ANY (w.session_ids))
      AND (w.event_types IS NULL OR event_type = ANY (w.event_types)))
$$;--> statement-breakpoint
CREATE FUNCTION queue_status_event(session uuid, event_type text, event_data jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wants_webhook(session, event_type) THEN
    RETURN;
  END IF;
  -- Until the commit, so that the ids of a session's events become visible in their order.
  PERFORM pg_advisory_xact_lock(hashtextextended('grabber.webhook-status:' || session::text, 0));
  INSERT INTO webhook_events (session_id, topic, type, data) VALUES (session, 'status', event_type, event_data);
  INSERT INTO webhook_notes (session_id, topic) VALUES (session, 'status') ON CONFLICT DO NOTHING;
END
$$;--> statement-breakpoint
CREATE FUNCTION tell_session_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM queue_status_event(NEW.id, 'session.status', jsonb_build_object(
    'status', NEW.status, 'previous_status', OLD.status, 'error_code', NEW.last_error ->> 'code'));
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER sessions_tell_status AFTER UPDATE OF status ON "sessions" FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION tell_session_status();--> statement-breakpoint
CREATE FUNCTION tell_failed_grab() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM queue_status_event(NEW.session_id, 'grab.finished', jsonb_build_object(
    'grab_id', NEW.id, 'kind', NEW.kind, 'state', NEW.state, 'saved_count', 0, 'changed_count', 0,
    'removed_count', 0, 'failed_count', 0, 'error_code', NEW.error ->> 'code'));
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER grabs_tell_failure AFTER UPDATE OF state ON "grabs" FOR EACH ROW
  WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL AND NEW.state IN ('failed', 'cancelled'))
  EXECUTE FUNCTION tell_failed_grab();--> statement-breakpoint
CREATE FUNCTION delete_events_of_deleted_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM webhook_events e USING gone s WHERE e.session_id = s.id;
  DELETE FROM webhook_notes n USING gone s WHERE n.session_id = s.id;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER sessions_delete_events AFTER DELETE ON "sessions"
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION delete_events_of_deleted_sessions();
