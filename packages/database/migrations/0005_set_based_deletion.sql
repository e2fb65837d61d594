ALTER TABLE "contacts" DROP CONSTRAINT "contacts_session_id_sessions_id_fk";
--> statement-breakpoint
ALTER TABLE "group_participants" DROP CONSTRAINT "group_participants_group_row_id_contacts_id_fk";
--> statement-breakpoint
CREATE FUNCTION "delete_members_of_deleted_groups"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM group_participants p USING gone g WHERE g.type = 'group' AND p.group_row_id = g.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "contacts_delete_members" AFTER DELETE ON "contacts"
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "delete_members_of_deleted_groups"();
--> statement-breakpoint
CREATE FUNCTION "delete_contacts_of_deleted_sessions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM contacts c USING gone s WHERE c.session_id = s.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "sessions_delete_contacts" AFTER DELETE ON "sessions"
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "delete_contacts_of_deleted_sessions"();
