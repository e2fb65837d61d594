ALTER TABLE "membership_changes" DROP CONSTRAINT "membership_changes_session_id_sessions_id_fk";--> statement-breakpoint
-- By hand, in place of the key: the history of a deleted session goes with it.
CREATE FUNCTION "delete_history_of_deleted_sessions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM membership_changes h USING gone g WHERE h.session_id = g.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "sessions_delete_history" AFTER DELETE ON "sessions"
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "delete_history_of_deleted_sessions"();
