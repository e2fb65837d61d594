// Made by `npm run vitest -- packages/api-client -u`. Do not edit it.
export interface paths {
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSessions"];
        put?: never;
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch: operations["updateSession"];
        trace?: never;
    };
    "/api/sessions/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSessionStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["startSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["stopSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["restartSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/wake": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["wakeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["logoutSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSessionQr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/pairing-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["requestPairingCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/grab-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["grabGroups"];
        put?: never;
        post: operations["grabGroupsPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/grab-contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["grabContacts"];
        put?: never;
        post: operations["grabContactsPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/grab-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["grabAll"];
        put?: never;
        post: operations["grabAllPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/grabs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listGrabs"];
        put?: never;
        post: operations["createGrab"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grabs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAllGrabs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/grabs/{grabId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getGrab"];
        put?: never;
        post?: never;
        delete: operations["cancelGrab"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSchedules"];
        put?: never;
        post: operations["createSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/schedules/{scheduleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSchedule"];
        put?: never;
        post?: never;
        delete: operations["deleteSchedule"];
        options?: never;
        head?: never;
        patch: operations["updateSchedule"];
        trace?: never;
    };
    "/api/sessions/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listContacts"];
        put?: never;
        post?: never;
        delete: operations["deleteContacts"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/contacts/anchors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAnchors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listLabels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/contacts/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getContact"];
        put?: never;
        post?: never;
        delete: operations["deleteContact"];
        options?: never;
        head?: never;
        patch: operations["changeContact"];
        trace?: never;
    };
    "/api/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAllContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/anchors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAllAnchors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAllGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAllChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportAllContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/contacts/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["changeTags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWorkspaceSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["changeWorkspaceSettings"];
        trace?: never;
    };
    "/api/sessions/{id}/contacts/deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["deleteMatching"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["deleteAllMatching"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/contacts/exclusions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["excludeMatching"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/exclusions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["excludeAllMatching"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/groups/{groupId}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listParticipants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/groups/{groupId}/past-participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPastParticipants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/groups/{groupId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getGroupHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/contacts/{contactId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getContactHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/memberships/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listMembershipChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/contacts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/groups/{groupId}/participants/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportParticipants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/groups/participants/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["exportMemberships"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listKeys"];
        put?: never;
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listWorkspaces"];
        put?: never;
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{workspaceId}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteWorkspaceContacts"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getConsoleSession"];
        put?: never;
        post: operations["signIn"];
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["signOutEverywhere"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["createSignInLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listWebhooks"];
        put?: never;
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/api/webhooks/{webhookId}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhookId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhookId}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/person-exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["exportPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exclusions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listExclusions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exclusions/{exclusionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["deleteExclusion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["followSessionEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["showDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "contact.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.contact.created"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.contact.changed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.contact.removed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.restored": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.contact.restored"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contact.merged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.contact.merged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "group.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.group.created"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "group.changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.group.changed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "group.removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.group.removed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "group.restored": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.group.restored"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "member.joined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.member.joined"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "member.left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.member.left"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "member.role_changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.member.role_changed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "grab.finished": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.grab.finished"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "session.status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.session.status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Error: {
            /** @constant */
            success: false;
            message?: string;
            error?: string;
            code: string;
            request_id: string;
            status?: string;
            last_error?: components["schemas"]["CodedMessage"];
            details?: {
                path: string;
                message: string;
            }[];
            resources?: {
                [key: string]: string;
            };
            debug?: {
                name: string;
                message: string;
                code?: string;
                stack?: string[];
            }[];
        };
        Session: {
            /** Format: uuid */
            session_id: string;
            session_name: string;
            /** @enum {string} */
            status: "disconnected" | "connecting" | "qr" | "connected" | "logged_out" | "failed";
            asleep: boolean;
            phone_number: string | null;
            last_error: components["schemas"]["CodedMessage"] | null;
            action_required: components["schemas"]["CodedMessage"] | null;
            /** Format: date-time */
            connected_at: string | null;
            sync: components["schemas"]["SessionSync"] | null;
            is_business: boolean | null;
            include_without_whatsapp: boolean;
            include_locked: boolean;
            /** @enum {string} */
            keep: "awake" | "asleep";
            proxy: components["schemas"]["ShownProxy"] | null;
            external_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            stale?: boolean;
        };
        SessionStatus: {
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            status: "disconnected" | "connecting" | "qr" | "connected" | "logged_out" | "failed";
            asleep: boolean;
            phone_number: string | null;
            last_error: components["schemas"]["CodedMessage"] | null;
            action_required: components["schemas"]["CodedMessage"] | null;
            /** Format: date-time */
            qr_expires_at: string | null;
            sync: components["schemas"]["SessionSync"] | null;
            is_business: boolean | null;
            stale?: boolean;
            budget: components["schemas"]["SessionBudget"];
            /** Format: date-time */
            next_run_at: string | null;
            last_complete_grab: {
                /** Format: uuid */
                grab_id: string;
                /** Format: date-time */
                finished_at: string;
                saved_count: number;
                removed_count: number;
            } | null;
            waking: {
                place: number;
                /** Format: date-time */
                expected_at: string;
            } | null;
        };
        SessionStatusReport: {
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            status: "disconnected" | "connecting" | "qr" | "connected" | "logged_out" | "failed";
            asleep: boolean;
            phone_number: string | null;
            last_error: components["schemas"]["CodedMessage"] | null;
            action_required: components["schemas"]["CodedMessage"] | null;
            /** Format: date-time */
            qr_expires_at: string | null;
            sync: components["schemas"]["SessionSync"] | null;
            is_business: boolean | null;
            stale?: boolean;
        };
        SessionSync: {
            /** @enum {string} */
            state: "syncing" | "synced" | "stalled" | "unknown";
            progress: number;
            groups: boolean | null;
            contacts: boolean | null;
            history: boolean | null;
            caught_up: boolean | null;
        };
        SessionBudget: {
            refreshes: {
                left: number | null;
                limit: number | null;
                /** Format: date-time */
                next_at: string | null;
            };
            pairing_codes: {
                left: number | null;
                limit: number | null;
                /** Format: date-time */
                next_at: string | null;
            };
            browser_starts: {
                left: number | null;
                limit: number | null;
                /** Format: date-time */
                next_at: string | null;
            };
            wakes: {
                left: number | null;
                limit: number | null;
                /** Format: date-time */
                next_at: string | null;
            };
        };
        CodedMessage: {
            code: string;
            message: string;
        };
        Proxy: {
            host: string;
            port: number;
            username?: string;
            password?: string;
        };
        ShownProxy: {
            host: string;
            port: number;
            has_credentials: boolean;
        };
        PairingCode: {
            code: string;
            /** Format: date-time */
            expires_at: string;
        };
        Individual: {
            id: number;
            /** Format: uuid */
            session_id: string;
            contact_id: string;
            name: string;
            phone_number: string | null;
            /** @constant */
            type: "individual";
            group_id: null;
            /** @constant */
            is_admin: false;
            profile_picture: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            grabbed_at: string;
            lid: string | null;
            address_book_name: string | null;
            short_name: string | null;
            verified_name: string | null;
            push_name: string | null;
            is_saved: boolean;
            is_business: boolean;
            is_blocked: boolean;
            about: string | null;
            business_kind: string | null;
            verified_level: string | null;
            /** Format: date-time */
            last_activity_at: string | null;
            is_archived: boolean | null;
            is_muted: boolean | null;
            /** Format: date-time */
            muted_until: string | null;
            is_locked: boolean | null;
            labels: string[] | null;
            username: string | null;
            masked_number: string | null;
            on_whatsapp: boolean;
            tags: string[] | null;
            note: string | null;
            custom_fields: {
                [key: string]: string | number | boolean;
            } | null;
            /** @enum {string} */
            name_source: "address_book" | "verified" | "push" | "username" | "phone" | "masked" | "none";
            phone_e164: string | null;
            phone_national: string | null;
            country: string | null;
        };
        Group: {
            id: number;
            /** Format: uuid */
            session_id: string;
            contact_id: string;
            name: string;
            phone_number: null;
            /** @constant */
            type: "group";
            group_id: null;
            group_name: string | null;
            group_description: string | null;
            group_participants_count: number | null;
            is_admin: boolean;
            profile_picture: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            grabbed_at: string;
            owner_id: (string) | null;
            /** Format: date-time */
            group_created_at: string | null;
            is_announce: boolean;
            is_community: boolean;
            community_id: string | null;
            is_admin_known: boolean;
            is_restricted: boolean | null;
            members_can_add: boolean | null;
            requires_approval: boolean | null;
            is_suspended: boolean | null;
            is_terminated: boolean | null;
            is_unnamed: boolean | null;
            ephemeral_seconds: number | null;
            /** Format: date-time */
            group_name_changed_at: string | null;
            /** Format: date-time */
            group_description_changed_at: string | null;
            /** Format: date-time */
            last_activity_at: string | null;
            is_archived: boolean | null;
            is_muted: boolean | null;
            /** Format: date-time */
            muted_until: string | null;
            is_locked: boolean | null;
            labels: string[] | null;
            /** @constant */
            on_whatsapp: true;
            tags: string[] | null;
            note: string | null;
            custom_fields: {
                [key: string]: string | number | boolean;
            } | null;
            /** @enum {string} */
            name_source: "subject" | "members" | "none";
        };
        ListedGroup: {
            id: number;
            /** Format: uuid */
            session_id: string;
            contact_id: string;
            name: string;
            phone_number: null;
            /** @constant */
            type: "group";
            group_id: null;
            group_name: string | null;
            group_description: string | null;
            group_participants_count: number | null;
            is_admin: boolean;
            profile_picture: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            grabbed_at: string;
            owner_id: (string) | null;
            /** Format: date-time */
            group_created_at: string | null;
            is_announce: boolean;
            is_community: boolean;
            community_id: string | null;
            is_admin_known: boolean;
            is_restricted: boolean | null;
            members_can_add: boolean | null;
            requires_approval: boolean | null;
            is_suspended: boolean | null;
            is_terminated: boolean | null;
            is_unnamed: boolean | null;
            ephemeral_seconds: number | null;
            /** Format: date-time */
            group_name_changed_at: string | null;
            /** Format: date-time */
            group_description_changed_at: string | null;
            /** Format: date-time */
            last_activity_at: string | null;
            is_archived: boolean | null;
            is_muted: boolean | null;
            /** Format: date-time */
            muted_until: string | null;
            is_locked: boolean | null;
            labels: string[] | null;
            /** @constant */
            on_whatsapp: true;
            tags: string[] | null;
            note: string | null;
            custom_fields: {
                [key: string]: string | number | boolean;
            } | null;
            /** @enum {string} */
            name_source: "subject" | "members" | "none";
            members_stored: number;
        };
        GroupOfContact: {
            group_id: string;
            group_name: string | null;
            /** @enum {string} */
            role: "participant" | "admin" | "superadmin";
        };
        Member: {
            participant_id: string;
            name: string;
            phone_number: string | null;
            lid: string | null;
            /** @enum {string} */
            role: "participant" | "admin" | "superadmin";
            masked_number: string | null;
            /** Format: date-time */
            joined_at: string | null;
            /** @enum {string} */
            name_source: "known" | "phone" | "masked" | "none";
            phone_e164: string | null;
            phone_national: string | null;
            country: string | null;
        };
        PastMember: {
            participant_id: string;
            name: string;
            phone_number: string | null;
            lid: string | null;
            masked_number: string | null;
            /** Format: date-time */
            joined_at: string | null;
            /** @enum {string} */
            name_source: "known" | "phone" | "masked" | "none";
            phone_e164: string | null;
            phone_national: string | null;
            country: string | null;
            /** Format: date-time */
            left_at: string | null;
            /** @enum {string|null} */
            reason: "left" | "removed" | null;
        };
        Label: {
            name: string;
            contacts: number;
            groups: number;
        };
        ContactChange: {
            /** @constant */
            change: "created";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            contact: components["schemas"]["Individual"] | components["schemas"]["Group"];
        } | {
            /** @constant */
            change: "changed";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            fields: string[];
            contact: components["schemas"]["Individual"] | components["schemas"]["Group"];
            values?: {
                [key: string]: {
                    old: unknown;
                    new: unknown;
                };
            };
        } | {
            /** @constant */
            change: "membership";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            membership: {
                group_id: string;
                group_name: string | null;
                change_id: number;
                /** @enum {string} */
                change: "joined" | "left" | "role_changed";
                participant_id: string;
                name: string | null;
                /** @enum {string} */
                role: "participant" | "admin" | "superadmin";
                /** @enum {string|null} */
                old_role: "participant" | "admin" | "superadmin" | null;
                /** Format: date-time */
                seen_at: string;
                /** Format: date-time */
                happened_at: string | null;
                /** @enum {string|null} */
                reason: "left" | "removed" | null;
            };
        } | {
            /** @constant */
            change: "removed";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            contact: components["schemas"]["Individual"] | components["schemas"]["Group"];
        } | {
            /** @constant */
            change: "deleted";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            id: number;
            /** @enum {string} */
            reason: "deleted" | "purged" | "merged";
            merged_into?: number;
        };
        PersonOfAccounts: {
            id: number;
            /** Format: uuid */
            session_id: string;
            contact_id: string;
            name: string;
            phone_number: string | null;
            /** @constant */
            type: "individual";
            group_id: null;
            /** @constant */
            is_admin: false;
            profile_picture: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            grabbed_at: string;
            lid: string | null;
            address_book_name: string | null;
            short_name: string | null;
            verified_name: string | null;
            push_name: string | null;
            is_saved: boolean;
            is_business: boolean;
            is_blocked: boolean;
            about: string | null;
            business_kind: string | null;
            verified_level: string | null;
            /** Format: date-time */
            last_activity_at: string | null;
            is_archived: boolean | null;
            is_muted: boolean | null;
            /** Format: date-time */
            muted_until: string | null;
            is_locked: boolean | null;
            labels: string[] | null;
            username: string | null;
            masked_number: string | null;
            on_whatsapp: boolean;
            tags: string[] | null;
            note: string | null;
            custom_fields: {
                [key: string]: string | number | boolean;
            } | null;
            /** @enum {string} */
            name_source: "address_book" | "verified" | "push" | "username" | "phone" | "masked" | "none";
            phone_e164: string | null;
            phone_national: string | null;
            country: string | null;
            accounts: components["schemas"]["PersonAccount"][];
        };
        PersonAccount: {
            /** Format: uuid */
            session_id: string;
            id: number;
            name: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            labels: string[] | null;
            tags: string[] | null;
            /** Format: date-time */
            grabbed_at: string;
            is_saved: boolean;
            is_business: boolean;
            is_blocked: boolean;
            on_whatsapp: boolean;
        };
        GroupOfAccounts: {
            id: number;
            /** Format: uuid */
            session_id: string;
            contact_id: string;
            name: string;
            phone_number: null;
            /** @constant */
            type: "group";
            group_id: null;
            group_name: string | null;
            group_description: string | null;
            group_participants_count: number | null;
            is_admin: boolean;
            profile_picture: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            grabbed_at: string;
            owner_id: (string) | null;
            /** Format: date-time */
            group_created_at: string | null;
            is_announce: boolean;
            is_community: boolean;
            community_id: string | null;
            is_admin_known: boolean;
            is_restricted: boolean | null;
            members_can_add: boolean | null;
            requires_approval: boolean | null;
            is_suspended: boolean | null;
            is_terminated: boolean | null;
            is_unnamed: boolean | null;
            ephemeral_seconds: number | null;
            /** Format: date-time */
            group_name_changed_at: string | null;
            /** Format: date-time */
            group_description_changed_at: string | null;
            /** Format: date-time */
            last_activity_at: string | null;
            is_archived: boolean | null;
            is_muted: boolean | null;
            /** Format: date-time */
            muted_until: string | null;
            is_locked: boolean | null;
            labels: string[] | null;
            /** @constant */
            on_whatsapp: true;
            tags: string[] | null;
            note: string | null;
            custom_fields: {
                [key: string]: string | number | boolean;
            } | null;
            /** @enum {string} */
            name_source: "subject" | "members" | "none";
            members_stored: number;
            accounts: components["schemas"]["GroupAccount"][];
        };
        GroupAccount: {
            /** Format: uuid */
            session_id: string;
            id: number;
            name: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            labels: string[] | null;
            tags: string[] | null;
            /** Format: date-time */
            grabbed_at: string;
            is_admin: boolean;
        };
        AccountChange: {
            /** Format: uuid */
            session_id: string;
            /** @constant */
            change: "created";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            contact: components["schemas"]["Individual"] | components["schemas"]["Group"];
        } | {
            /** Format: uuid */
            session_id: string;
            /** @constant */
            change: "changed";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            fields: string[];
            contact: components["schemas"]["Individual"] | components["schemas"]["Group"];
            values?: {
                [key: string]: {
                    old: unknown;
                    new: unknown;
                };
            };
        } | {
            /** Format: uuid */
            session_id: string;
            /** @constant */
            change: "membership";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            membership: {
                group_id: string;
                group_name: string | null;
                change_id: number;
                /** @enum {string} */
                change: "joined" | "left" | "role_changed";
                participant_id: string;
                name: string | null;
                /** @enum {string} */
                role: "participant" | "admin" | "superadmin";
                /** @enum {string|null} */
                old_role: "participant" | "admin" | "superadmin" | null;
                /** Format: date-time */
                seen_at: string;
                /** Format: date-time */
                happened_at: string | null;
                /** @enum {string|null} */
                reason: "left" | "removed" | null;
            };
        } | {
            /** Format: uuid */
            session_id: string;
            /** @constant */
            change: "removed";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            contact: components["schemas"]["Individual"] | components["schemas"]["Group"];
        } | {
            /** Format: uuid */
            session_id: string;
            /** @constant */
            change: "deleted";
            /** Format: date-time */
            changed_at: string | null;
            /** Format: uuid */
            grab_id: string | null;
            id: number;
            /** @enum {string} */
            reason: "deleted" | "purged" | "merged";
            merged_into?: number;
        };
        ExportedPerson: {
            id: number;
            /** Format: uuid */
            session_id: string;
            contact_id: string;
            name: string | null;
            phone_number: string | null;
            /** @constant */
            type: "individual";
            group_id: null;
            /** @constant */
            is_admin: false;
            profile_picture: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            grabbed_at: string;
            lid: string | null;
            address_book_name: string | null;
            short_name: string | null;
            verified_name: string | null;
            push_name: string | null;
            is_saved: boolean;
            is_business: boolean;
            is_blocked: boolean;
            about: string | null;
            business_kind: string | null;
            verified_level: string | null;
            /** Format: date-time */
            last_activity_at: string | null;
            is_archived: boolean | null;
            is_muted: boolean | null;
            /** Format: date-time */
            muted_until: string | null;
            is_locked: boolean | null;
            labels: string[] | null;
            username: string | null;
            masked_number: string | null;
            on_whatsapp: boolean;
            tags: string[] | null;
            note: string | null;
            custom_fields: {
                [key: string]: string | number | boolean;
            } | null;
            accounts: {
                /** Format: uuid */
                session_id: string;
                session: string;
                id: number;
                name: string | null;
                is_saved: boolean;
                /** @enum {string} */
                status: "active" | "inactive";
            }[];
        };
        ExportedIndividual: {
            id: number;
            /** Format: uuid */
            session_id: string;
            contact_id: string;
            name: string | null;
            phone_number: string | null;
            /** @constant */
            type: "individual";
            group_id: null;
            /** @constant */
            is_admin: false;
            profile_picture: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            grabbed_at: string;
            lid: string | null;
            address_book_name: string | null;
            short_name: string | null;
            verified_name: string | null;
            push_name: string | null;
            is_saved: boolean;
            is_business: boolean;
            is_blocked: boolean;
            about: string | null;
            business_kind: string | null;
            verified_level: string | null;
            /** Format: date-time */
            last_activity_at: string | null;
            is_archived: boolean | null;
            is_muted: boolean | null;
            /** Format: date-time */
            muted_until: string | null;
            is_locked: boolean | null;
            labels: string[] | null;
            username: string | null;
            masked_number: string | null;
            on_whatsapp: boolean;
            tags: string[] | null;
            note: string | null;
            custom_fields: {
                [key: string]: string | number | boolean;
            } | null;
        };
        ExportedGroup: {
            id: number;
            /** Format: uuid */
            session_id: string;
            contact_id: string;
            name: string | null;
            phone_number: null;
            /** @constant */
            type: "group";
            group_id: null;
            group_name: string | null;
            group_description: string | null;
            group_participants_count: number | null;
            is_admin: boolean;
            profile_picture: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            grabbed_at: string;
            owner_id: (string) | null;
            /** Format: date-time */
            group_created_at: string | null;
            is_announce: boolean;
            is_community: boolean;
            community_id: string | null;
            is_admin_known: boolean;
            is_restricted: boolean | null;
            members_can_add: boolean | null;
            requires_approval: boolean | null;
            is_suspended: boolean | null;
            is_terminated: boolean | null;
            is_unnamed: boolean | null;
            ephemeral_seconds: number | null;
            /** Format: date-time */
            group_name_changed_at: string | null;
            /** Format: date-time */
            group_description_changed_at: string | null;
            /** Format: date-time */
            last_activity_at: string | null;
            is_archived: boolean | null;
            is_muted: boolean | null;
            /** Format: date-time */
            muted_until: string | null;
            is_locked: boolean | null;
            labels: string[] | null;
            /** @constant */
            on_whatsapp: true;
            tags: string[] | null;
            note: string | null;
            custom_fields: {
                [key: string]: string | number | boolean;
            } | null;
        };
        ExportedMember: {
            participant_id: string;
            name: string | null;
            phone_number: string | null;
            lid: string | null;
            /** @enum {string} */
            role: "participant" | "admin" | "superadmin";
            masked_number: string | null;
            /** Format: date-time */
            joined_at: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            left_at: string | null;
            /** @enum {string|null} */
            reason: "left" | "removed" | null;
        };
        ExportedMembership: {
            group_id: string;
            group_name: string | null;
            participant_id: string;
            name: string | null;
            phone_number: string | null;
            lid: string | null;
            /** @enum {string} */
            role: "participant" | "admin" | "superadmin";
            masked_number: string | null;
            /** Format: date-time */
            joined_at: string | null;
            /** @enum {string} */
            status: "active" | "inactive";
            /** Format: date-time */
            left_at: string | null;
            /** @enum {string|null} */
            reason: "left" | "removed" | null;
            /** @enum {string} */
            group_status: "active" | "inactive";
        };
        Grab: {
            /** Format: uuid */
            grab_id: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            kind: "groups" | "contacts" | "all";
            /** @enum {string} */
            state: "queued" | "running" | "complete" | "partial" | "failed" | "cancelled";
            refresh: boolean;
            confirm_removals: boolean;
            attempts: number;
            total_groups: number;
            total_contacts: number;
            total_participants: number;
            total_without_whatsapp: number;
            saved_count: number;
            updated_count: number;
            unchanged_count: number;
            removed_count: number;
            excluded_count: number;
            failed_count: number;
            complete: boolean;
            incomplete_reasons: components["schemas"]["IncompleteReason"][];
            error: components["schemas"]["CodedMessage"] | null;
            timings: components["schemas"]["GrabTimings"];
            queries_sent: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
            errors: components["schemas"]["GrabItemError"][];
        };
        CreatedGrab: {
            /** Format: uuid */
            grab_id: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            kind: "groups" | "contacts" | "all";
            /** @enum {string} */
            state: "queued" | "running" | "complete" | "partial" | "failed" | "cancelled";
            refresh: boolean;
            confirm_removals: boolean;
            attempts: number;
            total_groups: number;
            total_contacts: number;
            total_participants: number;
            total_without_whatsapp: number;
            saved_count: number;
            updated_count: number;
            unchanged_count: number;
            removed_count: number;
            excluded_count: number;
            failed_count: number;
            complete: boolean;
            incomplete_reasons: components["schemas"]["IncompleteReason"][];
            error: components["schemas"]["CodedMessage"] | null;
            timings: components["schemas"]["GrabTimings"];
            queries_sent: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
            errors: components["schemas"]["GrabItemError"][];
            joined: boolean;
        };
        ListedGrab: {
            /** Format: uuid */
            grab_id: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            kind: "groups" | "contacts" | "all";
            /** @enum {string} */
            state: "queued" | "running" | "complete" | "partial" | "failed" | "cancelled";
            refresh: boolean;
            confirm_removals: boolean;
            attempts: number;
            total_groups: number;
            total_contacts: number;
            total_participants: number;
            total_without_whatsapp: number;
            saved_count: number;
            updated_count: number;
            unchanged_count: number;
            removed_count: number;
            excluded_count: number;
            failed_count: number;
            complete: boolean;
            incomplete_reasons: components["schemas"]["IncompleteReason"][];
            error: components["schemas"]["CodedMessage"] | null;
            timings: components["schemas"]["GrabTimings"];
            queries_sent: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
        };
        GrabItemError: {
            /** @enum {string} */
            type: "group" | "contact" | "participant";
            contact_id: string | null;
            reason: string;
        };
        GrabTimings: {
            wait_ms?: number;
            read_ms?: number;
            store_ms?: number;
            engine_groups_ms?: number;
            engine_contacts_ms?: number;
            engine_total_ms?: number;
        };
        IncompleteReason: {
            /** @enum {string} */
            code: "UNREADABLE_ITEMS" | "GROUP_MEMBERS_UNKNOWN" | "GROUPS_NOT_REFRESHED" | "SYNC_UNFINISHED" | "PAGE_RESTORING" | "CATCHING_UP" | "CONTACTS_SYNCING" | "HISTORY_SYNCING" | "HISTORY_UNAVAILABLE" | "GROUPS_SYNCING" | "SYNC_STATE_UNKNOWN" | "GROUPS_NOT_QUERIED" | "GROUP_QUERY_REFUSED" | "OWN_ROLE_UNKNOWN" | "WITHOUT_WHATSAPP_UNREAD" | "ROWS_REFUSED" | "REMOVAL_HELD_BACK";
            message: string;
            count: number;
            /** @enum {string} */
            type?: "group" | "contact" | "participant";
        };
        Schedule: {
            /** Format: uuid */
            schedule_id: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            kind: "groups" | "contacts" | "all";
            cron: string | null;
            every_hours: number | null;
            /** Format: date-time */
            at: string | null;
            time_zone: string;
            spread_minutes: number;
            quiet_hours: {
                from: string;
                to: string;
            } | null;
            refresh: boolean;
            enabled: boolean;
            /** Format: date-time */
            next_run_at: string | null;
            /** Format: date-time */
            last_run_at: string | null;
            /** Format: uuid */
            last_grab_id: string | null;
            missed_runs: number;
            /** Format: date-time */
            last_missed_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        ApiKey: {
            /** Format: uuid */
            key_id: string;
            name: string;
            prefix: string;
            scopes: ("read" | "grab" | "manage" | "admin")[];
            workspace: string;
            allowed_addresses: string[] | null;
            session_ids: string[] | null;
            /** Format: uuid */
            parent_key_id: string | null;
            created_by: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
        };
        CreatedApiKey: {
            /** Format: uuid */
            key_id: string;
            name: string;
            prefix: string;
            scopes: ("read" | "grab" | "manage" | "admin")[];
            workspace: string;
            allowed_addresses: string[] | null;
            session_ids: string[] | null;
            /** Format: uuid */
            parent_key_id: string | null;
            created_by: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            key: string;
        };
        Workspace: {
            /** Format: uuid */
            workspace_id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
        };
        AuditEntry: {
            audit_id: number;
            /** Format: date-time */
            at: string;
            key_id: string;
            address: string | null;
            request_id: string;
            method: string;
            route: string;
            /** Format: uuid */
            session_id: string | null;
            /** @enum {string} */
            outcome: "done" | "refused" | "failed" | "aborted";
            status: number;
            code: string | null;
            row_count: number | null;
            bytes: number;
            duration_ms: number;
        };
        ConsoleSession: {
            workspace: {
                /** Format: uuid */
                workspace_id: string;
                name: string;
            } | null;
            key: {
                /** Format: uuid */
                key_id: string;
                name: string;
                prefix: string;
            } | null;
            scopes: ("read" | "grab" | "manage" | "admin" | "global")[];
            session_ids: string[] | null;
            /** Format: date-time */
            expires_at: string | null;
        };
        SelfCheck: {
            /** @enum {string} */
            outcome: "passed" | "failed" | "unknown";
            /** Format: date-time */
            checked_at: string | null;
            missing: string[];
        };
        SystemReport: {
            sessions: components["schemas"]["SystemSession"][];
            engines: components["schemas"]["SystemEngine"][] | null;
            api: components["schemas"]["SystemApi"] | null;
        };
        SystemSession: {
            /** Format: uuid */
            session_id: string;
            whatsapp_web_version: string | null;
            self_check: components["schemas"]["SelfCheck"];
            budget: components["schemas"]["SessionBudget"];
        };
        SystemEngine: {
            address: string | null;
            draining: boolean | null;
            /** Format: date-time */
            heartbeat_at: string | null;
            is_reachable: boolean;
            error_code: string | null;
            report: {
                version: string;
                /** Format: date-time */
                started_at: string;
                memory_bytes: number;
                memory_limit_bytes: number;
                browsers_memory_bytes: number | null;
                browsers: number;
                browsers_limit: number;
                sessions: {
                    now: number;
                    limit: number;
                };
                starts: {
                    now: number;
                    limit: number;
                };
                reads: {
                    now: number;
                    limit: number;
                };
                whatsapp_web: {
                    version: string;
                    sessions: number;
                }[];
                self_check: {
                    /** @enum {string} */
                    outcome: "passed" | "failed" | "unknown";
                    /** Format: date-time */
                    checked_at: string | null;
                    missing: string[];
                    failed_sessions: number;
                };
            } | null;
        };
        SystemApi: {
            version: string;
            /** Format: date-time */
            started_at: string;
            memory_bytes: number;
            replicas: number;
            database: {
                latency_ms: number | null;
                pools: {
                    name: string;
                    used: number;
                    idle: number;
                    waiting: number;
                    limit: number;
                }[];
                migrations: {
                    applied: number;
                    known: number;
                } | null;
            };
            queues: components["schemas"]["SystemQueue"][] | null;
        };
        SystemQueue: {
            name: string;
            waiting: number;
            active: number;
            failed: number;
            /** Format: date-time */
            oldest_waiting_at: string | null;
        };
        Exclusion: {
            /** Format: uuid */
            exclusion_id: string;
            address_count: number;
            /** Format: date-time */
            created_at: string;
            label: string | null;
        };
        Erasure: {
            /** Format: date-time */
            erased_at: string;
            deleted: components["schemas"]["ErasedCounts"];
            sessions: {
                /** Format: uuid */
                session_id: string;
                deleted: components["schemas"]["ErasedCounts"];
                is_own_account: boolean;
            }[];
            remaining: number;
            exclusion: components["schemas"]["Exclusion"] | null;
        };
        ErasedCounts: {
            contacts: number;
            contact_aliases: number;
            group_participants: number;
            membership_changes: number;
            group_owners: number;
            grab_errors: number;
        };
        PersonExport: {
            addresses: (string)[];
            sessions: {
                /** Format: uuid */
                session_id: string;
                session_name: string;
                contacts: components["schemas"]["Individual"][];
                older_lids: string[];
                memberships: {
                    group_id: string;
                    group_name: string | null;
                    participant_id: string;
                    lid: string | null;
                    phone_number: string | null;
                    name: string | null;
                    masked_number: string | null;
                    /** @enum {string} */
                    role: "participant" | "admin" | "superadmin";
                    /** @enum {string} */
                    status: "active" | "inactive";
                    /** Format: date-time */
                    joined_at: string | null;
                    /** Format: date-time */
                    left_at: string | null;
                    /** @enum {string|null} */
                    reason: "left" | "removed" | null;
                }[];
                membership_changes: {
                    group_id: string;
                    group_name: string | null;
                    change_id: number;
                    /** @enum {string} */
                    change: "joined" | "left" | "role_changed";
                    participant_id: string;
                    name: string | null;
                    /** @enum {string} */
                    role: "participant" | "admin" | "superadmin";
                    /** @enum {string|null} */
                    old_role: "participant" | "admin" | "superadmin" | null;
                    /** Format: date-time */
                    seen_at: string;
                    /** Format: date-time */
                    happened_at: string | null;
                    /** @enum {string|null} */
                    reason: "left" | "removed" | null;
                }[];
                value_changes: {
                    field: string;
                    old: unknown;
                    new: unknown;
                    /** Format: date-time */
                    seen_at: string;
                }[];
                created_groups: {
                    group_id: string;
                    group_name: string | null;
                }[];
                failed_items: {
                    /** Format: uuid */
                    grab_id: string;
                    /** @enum {string} */
                    type: "group" | "contact" | "participant";
                    reason: string;
                    /** Format: date-time */
                    created_at: string;
                }[];
            }[];
            exclusions: components["schemas"]["Exclusion"][];
        };
        SnapshotEvent: {
            /** @constant */
            type: "snapshot";
            sessions: components["schemas"]["SessionStatusReport"][];
            qrs: components["schemas"]["QrEvent"][];
            grabs: components["schemas"]["GrabEvent"][];
            progress: components["schemas"]["ProgressEvent"][];
        };
        SessionEvent: {
            /** @constant */
            type: "session";
            session: components["schemas"]["SessionStatusReport"];
        };
        SessionRemovedEvent: {
            /** @constant */
            type: "session_removed";
            /** Format: uuid */
            session_id: string;
        };
        ContactsEvent: {
            /** @constant */
            type: "contacts";
            /** Format: uuid */
            session_id: string;
        };
        QrEvent: {
            /** @constant */
            type: "qr";
            /** Format: uuid */
            session_id: string;
            /** Format: date-time */
            expires_at: string;
            qr?: string;
        };
        GrabEvent: {
            /** @constant */
            type: "grab";
            /** Format: uuid */
            grab_id: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            kind: "groups" | "contacts" | "all";
            /** @enum {string} */
            state: "queued" | "running" | "complete" | "partial" | "failed" | "cancelled";
            complete: boolean;
            total_groups: number;
            total_contacts: number;
            total_participants: number;
            total_without_whatsapp: number;
            saved_count: number;
            updated_count: number;
            unchanged_count: number;
            removed_count: number;
            excluded_count: number;
            failed_count: number;
            error: components["schemas"]["CodedMessage"] | null;
        };
        ProgressEvent: {
            /** @constant */
            type: "progress";
            /** Format: uuid */
            session_id: string;
            /** Format: uuid */
            grab_id: string | null;
            /** @enum {string} */
            kind: "groups" | "contacts" | "all";
            /** @enum {string} */
            phase: "groups" | "contacts";
            done: number;
            total: number;
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "degraded" | "unavailable";
            checks?: {
                [key: string]: string;
            };
        };
    };
    responses: {
        HEADERS_TOO_LARGE: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "HEADERS_TOO_LARGE";
                };
            };
        };
        REQUEST_TIMEOUT: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "REQUEST_TIMEOUT";
                };
            };
        };
        createSession404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "WORKSPACE_NOT_FOUND" | "BUNDLE_NOT_FOUND";
                };
            };
        };
        UNAUTHORIZED: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "UNAUTHORIZED";
                };
            };
        };
        createSession403: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "FORBIDDEN" | "ADDRESS_NOT_ALLOWED" | "CROSS_ORIGIN";
                };
            };
        };
        VALIDATION_FAILED: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "VALIDATION_FAILED";
                };
            };
        };
        RATE_LIMITED: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "RATE_LIMITED";
                };
            };
        };
        createSession503: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "DATABASE_UNAVAILABLE" | "DATABASE_READ_ONLY" | "DATABASE_FULL" | "SHUTTING_DOWN" | "ENGINE_FULL" | "PROFILE_STORE_UNAVAILABLE" | "ENGINE_UNREACHABLE" | "SESSION_MOVING" | "SESSION_WAITS_FOR_ENGINE";
                };
            };
        };
        INTERNAL_ERROR: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "INTERNAL_ERROR";
                };
            };
        };
        createSession409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "SESSION_EXISTS" | "WORKSPACE_FULL" | "PROFILE_IN_USE" | "BUNDLE_TOO_OLD" | "BUNDLE_KEY_UNKNOWN" | "BUNDLE_DAMAGED";
                };
            };
        };
        IDEMPOTENCY_KEY_REUSED: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_REUSED";
                };
            };
        };
        PAYLOAD_TOO_LARGE: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "PAYLOAD_TOO_LARGE";
                };
            };
        };
        UNSUPPORTED_MEDIA_TYPE: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "UNSUPPORTED_MEDIA_TYPE";
                };
            };
        };
        createSession502: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "BROWSER_FAILED" | "PROXY_AUTH_FAILED" | "ENGINE_FAULT" | "ENGINE_RESPONSE_INVALID" | "ENGINE_REJECTED_SECRET";
                };
            };
        };
        ENGINE_TIMEOUT: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ENGINE_TIMEOUT";
                };
            };
        };
        ROUTE_NOT_FOUND: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND";
                };
            };
        };
        listSessions503: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "DATABASE_UNAVAILABLE" | "DATABASE_READ_ONLY" | "DATABASE_FULL" | "SHUTTING_DOWN";
                };
            };
        };
        getSession404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "SESSION_NOT_FOUND";
                };
            };
        };
        SESSION_EXISTS: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "SESSION_EXISTS";
                };
            };
        };
        deleteSession404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "SESSION_NOT_FOUND" | "BUNDLE_NOT_FOUND";
                };
            };
        };
        deleteSession429: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "RATE_LIMITED" | "WHATSAPP_BUDGET_SPENT";
                };
            };
        };
        deleteSession409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "GRAB_RUNNING" | "PROFILE_IN_USE" | "BUNDLE_TOO_OLD" | "BUNDLE_KEY_UNKNOWN" | "BUNDLE_DAMAGED";
                };
            };
        };
        deleteSession502: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "LOGOUT_FAILED" | "ENGINE_FAULT" | "ENGINE_RESPONSE_INVALID" | "ENGINE_REJECTED_SECRET";
                };
            };
        };
        startSession409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "PROFILE_IN_USE" | "BUNDLE_TOO_OLD" | "BUNDLE_KEY_UNKNOWN" | "BUNDLE_DAMAGED";
                };
            };
        };
        stopSession503: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "DATABASE_UNAVAILABLE" | "DATABASE_READ_ONLY" | "DATABASE_FULL" | "SHUTTING_DOWN" | "ENGINE_UNREACHABLE" | "SESSION_MOVING" | "SESSION_WAITS_FOR_ENGINE";
                };
            };
        };
        stopSession409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE";
                };
            };
        };
        stopSession502: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ENGINE_FAULT" | "ENGINE_RESPONSE_INVALID" | "ENGINE_REJECTED_SECRET";
                };
            };
        };
        logoutSession409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "LOGOUT_NOT_CONFIRMED" | "PROFILE_IN_USE" | "BUNDLE_TOO_OLD" | "BUNDLE_KEY_UNKNOWN" | "BUNDLE_DAMAGED";
                };
            };
        };
        QR_NOT_AVAILABLE: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "QR_NOT_AVAILABLE";
                };
            };
        };
        requestPairingCode400: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "VALIDATION_FAILED" | "PHONE_NUMBER_INVALID";
                };
            };
        };
        requestPairingCode429: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "RATE_LIMITED" | "WHATSAPP_BUDGET_SPENT" | "PAIRING_RATE_LIMITED";
                };
            };
        };
        requestPairingCode409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "PAIRING_NOT_AVAILABLE";
                };
            };
        };
        requestPairingCode502: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "PAIRING_FAILED" | "PAGE_UNRESPONSIVE" | "ENGINE_FAULT" | "ENGINE_RESPONSE_INVALID" | "ENGINE_REJECTED_SECRET";
                };
            };
        };
        grabGroups429: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "RATE_LIMITED" | "WHATSAPP_BUDGET_SPENT" | "REFRESH_TOO_SOON";
                };
            };
        };
        grabGroups503: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "DATABASE_UNAVAILABLE" | "DATABASE_READ_ONLY" | "DATABASE_FULL" | "SHUTTING_DOWN" | "GRAB_INTERRUPTED" | "ENGINE_FULL" | "PROFILE_STORE_UNAVAILABLE" | "ENGINE_UNREACHABLE" | "SESSION_MOVING" | "SESSION_WAITS_FOR_ENGINE";
                };
            };
        };
        grabGroups409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "SESSION_NOT_CONNECTED" | "SESSION_ASLEEP" | "ACCOUNT_CHANGED" | "GRAB_RUNNING" | "GRAB_CANCELLED" | "BUNDLE_TOO_OLD" | "BUNDLE_KEY_UNKNOWN" | "BUNDLE_DAMAGED";
                };
            };
        };
        grabGroups504: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "READ_TIMEOUT" | "ENGINE_TIMEOUT";
                };
            };
        };
        grabGroups502: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "READ_FAILED" | "READ_ABORTED" | "WHATSAPP_WEB_CHANGED" | "WHATSAPP_REFUSED" | "BROWSER_CRASHED" | "PAGE_UNRESPONSIVE" | "ENGINE_STREAM_TRUNCATED" | "ENGINE_FAULT" | "ENGINE_RESPONSE_INVALID" | "ENGINE_REJECTED_SECRET";
                };
            };
        };
        grabGroupsPost409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "SESSION_NOT_CONNECTED" | "SESSION_ASLEEP" | "ACCOUNT_CHANGED" | "GRAB_RUNNING" | "GRAB_CANCELLED" | "BUNDLE_TOO_OLD" | "BUNDLE_KEY_UNKNOWN" | "BUNDLE_DAMAGED";
                };
            };
        };
        createGrab409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "GRAB_RUNNING";
                };
            };
        };
        listAllGrabs404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "SESSION_NOT_FOUND" | "WORKSPACE_NOT_FOUND";
                };
            };
        };
        getGrab404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "SESSION_NOT_FOUND" | "GRAB_NOT_FOUND";
                };
            };
        };
        createSchedule409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "TOO_MANY_SCHEDULES";
                };
            };
        };
        getSchedule404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "SESSION_NOT_FOUND" | "SCHEDULE_NOT_FOUND";
                };
            };
        };
        GRAB_RUNNING: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "GRAB_RUNNING";
                };
            };
        };
        listChanges404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "SESSION_NOT_FOUND" | "CONTACT_NOT_FOUND";
                };
            };
        };
        listChanges400: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "VALIDATION_FAILED" | "CHANGE_CURSOR_INVALID" | "CHANGE_CURSOR_EXPIRED";
                };
            };
        };
        listAllContacts404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "WORKSPACE_NOT_FOUND";
                };
            };
        };
        deleteMatching409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "COUNT_CHANGED" | "GRAB_RUNNING";
                };
            };
        };
        listParticipants404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "SESSION_NOT_FOUND" | "GROUP_NOT_FOUND";
                };
            };
        };
        listMembershipChanges400: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "VALIDATION_FAILED" | "CHANGE_CURSOR_INVALID";
                };
            };
        };
        createKey409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "WORKSPACE_FULL";
                };
            };
        };
        rotateKey404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "KEY_NOT_FOUND";
                };
            };
        };
        createWorkspace409: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "IDEMPOTENCY_KEY_IN_USE" | "ALREADY_DONE" | "WORKSPACE_EXISTS";
                };
            };
        };
        signIn401: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "UNAUTHORIZED" | "SIGN_IN_LINK_INVALID";
                };
            };
        };
        getWebhook404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "WEBHOOK_NOT_FOUND";
                };
            };
        };
        replayWebhookDelivery404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "WEBHOOK_NOT_FOUND" | "DELIVERY_NOT_FOUND";
                };
            };
        };
        erasePerson404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "WORKSPACE_NOT_FOUND" | "PERSON_NOT_FOUND";
                };
            };
        };
        deleteExclusion404: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "ROUTE_NOT_FOUND" | "EXCLUSION_NOT_FOUND";
                };
            };
        };
        live503: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Health"] | (components["schemas"]["Error"] & {
                    /** @enum {string} */
                    code: "DATABASE_UNAVAILABLE" | "DATABASE_READ_ONLY" | "DATABASE_FULL" | "SHUTTING_DOWN";
                });
            };
        };
    };
    parameters: {
        AcceptLanguage: string;
    };
    requestBodies: never;
    headers: {
        RequestId: string;
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listSessions: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            sessions: components["schemas"]["Session"][];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    start?: boolean;
                    workspace?: string;
                    proxy?: components["schemas"]["Proxy"] | null;
                    include_without_whatsapp?: boolean;
                    include_locked?: boolean;
                    /** @enum {string} */
                    keep?: "awake" | "asleep";
                    external_id?: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Session"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["createSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["createSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["createSession502"];
            503: components["responses"]["createSession503"];
            504: components["responses"]["ENGINE_TIMEOUT"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["Session"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    deleteSession: {
        parameters: {
            query?: {
                force?: "true" | "false";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            deleted_count: number;
                            device_may_be_linked: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["deleteSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["deleteSession429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["deleteSession502"];
            503: components["responses"]["createSession503"];
            504: components["responses"]["ENGINE_TIMEOUT"];
        };
    };
    updateSession: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    proxy?: components["schemas"]["Proxy"] | null;
                    include_without_whatsapp?: boolean;
                    include_locked?: boolean;
                    /** @enum {string} */
                    keep?: "awake" | "asleep";
                    external_id?: string | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Session"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["SESSION_EXISTS"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getSessionStatus: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["SessionStatus"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    startSession: {
        parameters: {
            query?: {
                restore_older?: "true" | "false";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Session"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["startSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["deleteSession429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["createSession502"];
            503: components["responses"]["createSession503"];
            504: components["responses"]["ENGINE_TIMEOUT"];
        };
    };
    stopSession: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Session"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["stopSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["stopSession502"];
            503: components["responses"]["stopSession503"];
            504: components["responses"]["ENGINE_TIMEOUT"];
        };
    };
    restartSession: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Session"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["startSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["deleteSession429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["createSession502"];
            503: components["responses"]["createSession503"];
            504: components["responses"]["ENGINE_TIMEOUT"];
        };
    };
    wakeSession: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    minutes: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Session"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["startSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["deleteSession429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["createSession502"];
            503: components["responses"]["createSession503"];
            504: components["responses"]["ENGINE_TIMEOUT"];
        };
    };
    logoutSession: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Session"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["logoutSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["deleteSession429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["deleteSession502"];
            503: components["responses"]["createSession503"];
            504: components["responses"]["ENGINE_TIMEOUT"];
        };
    };
    getSessionQr: {
        parameters: {
            query?: {
                format?: "json" | "png" | "svg";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            qr: string;
                            /** Format: date-time */
                            expires_at: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                    "image/png": string;
                    "image/svg+xml": string;
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["QR_NOT_AVAILABLE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["stopSession502"];
            503: components["responses"]["stopSession503"];
            504: components["responses"]["ENGINE_TIMEOUT"];
        };
    };
    requestPairingCode: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    phone_number: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["PairingCode"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["requestPairingCode400"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["requestPairingCode409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["requestPairingCode429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["requestPairingCode502"];
            503: components["responses"]["stopSession503"];
            504: components["responses"]["ENGINE_TIMEOUT"];
        };
    };
    grabGroups: {
        parameters: {
            query?: {
                refresh?: "true" | "false";
                confirm_removals?: "true" | "false";
                include?: "counts";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            session_name: string;
                            total_groups: number;
                            groups?: components["schemas"]["Group"][];
                            saved_count: number;
                            updated_count: number;
                            /** Format: date-time */
                            grabbed_at: string;
                            /** Format: uuid */
                            grab_id: string;
                            unchanged_count: number;
                            total_without_whatsapp: number;
                            removed_count: number;
                            excluded_count: number;
                            failed_count: number;
                            complete: boolean;
                            incomplete_reasons: components["schemas"]["IncompleteReason"][];
                            errors: components["schemas"]["GrabItemError"][];
                            queries_sent: number;
                            timings: components["schemas"]["GrabTimings"];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedGrab"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["grabGroups409"];
            429: components["responses"]["grabGroups429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["grabGroups502"];
            503: components["responses"]["grabGroups503"];
            504: components["responses"]["grabGroups504"];
        };
    };
    grabGroupsPost: {
        parameters: {
            query?: {
                refresh?: "true" | "false";
                confirm_removals?: "true" | "false";
                include?: "counts";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            session_name: string;
                            total_groups: number;
                            groups?: components["schemas"]["Group"][];
                            saved_count: number;
                            updated_count: number;
                            /** Format: date-time */
                            grabbed_at: string;
                            /** Format: uuid */
                            grab_id: string;
                            unchanged_count: number;
                            total_without_whatsapp: number;
                            removed_count: number;
                            excluded_count: number;
                            failed_count: number;
                            complete: boolean;
                            incomplete_reasons: components["schemas"]["IncompleteReason"][];
                            errors: components["schemas"]["GrabItemError"][];
                            queries_sent: number;
                            timings: components["schemas"]["GrabTimings"];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedGrab"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["grabGroupsPost409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["grabGroups429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["grabGroups502"];
            503: components["responses"]["grabGroups503"];
            504: components["responses"]["grabGroups504"];
        };
    };
    grabContacts: {
        parameters: {
            query?: {
                refresh?: "true" | "false";
                confirm_removals?: "true" | "false";
                include?: "counts";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            session_name: string;
                            total_contacts: number;
                            contacts?: components["schemas"]["Individual"][];
                            saved_count: number;
                            updated_count: number;
                            /** Format: date-time */
                            grabbed_at: string;
                            /** Format: uuid */
                            grab_id: string;
                            unchanged_count: number;
                            total_without_whatsapp: number;
                            removed_count: number;
                            excluded_count: number;
                            failed_count: number;
                            complete: boolean;
                            incomplete_reasons: components["schemas"]["IncompleteReason"][];
                            errors: components["schemas"]["GrabItemError"][];
                            queries_sent: number;
                            timings: components["schemas"]["GrabTimings"];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedGrab"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["grabGroups409"];
            429: components["responses"]["grabGroups429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["grabGroups502"];
            503: components["responses"]["grabGroups503"];
            504: components["responses"]["grabGroups504"];
        };
    };
    grabContactsPost: {
        parameters: {
            query?: {
                refresh?: "true" | "false";
                confirm_removals?: "true" | "false";
                include?: "counts";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            session_name: string;
                            total_contacts: number;
                            contacts?: components["schemas"]["Individual"][];
                            saved_count: number;
                            updated_count: number;
                            /** Format: date-time */
                            grabbed_at: string;
                            /** Format: uuid */
                            grab_id: string;
                            unchanged_count: number;
                            total_without_whatsapp: number;
                            removed_count: number;
                            excluded_count: number;
                            failed_count: number;
                            complete: boolean;
                            incomplete_reasons: components["schemas"]["IncompleteReason"][];
                            errors: components["schemas"]["GrabItemError"][];
                            queries_sent: number;
                            timings: components["schemas"]["GrabTimings"];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedGrab"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["grabGroupsPost409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["grabGroups429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["grabGroups502"];
            503: components["responses"]["grabGroups503"];
            504: components["responses"]["grabGroups504"];
        };
    };
    grabAll: {
        parameters: {
            query?: {
                refresh?: "true" | "false";
                confirm_removals?: "true" | "false";
                include?: "counts";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            session_name: string;
                            total_groups: number;
                            total_contacts: number;
                            groups?: components["schemas"]["Group"][];
                            contacts?: components["schemas"]["Individual"][];
                            saved_count: number;
                            updated_count: number;
                            /** Format: date-time */
                            grabbed_at: string;
                            /** Format: uuid */
                            grab_id: string;
                            unchanged_count: number;
                            total_without_whatsapp: number;
                            removed_count: number;
                            excluded_count: number;
                            failed_count: number;
                            complete: boolean;
                            incomplete_reasons: components["schemas"]["IncompleteReason"][];
                            errors: components["schemas"]["GrabItemError"][];
                            queries_sent: number;
                            timings: components["schemas"]["GrabTimings"];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedGrab"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["grabGroups409"];
            429: components["responses"]["grabGroups429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["grabGroups502"];
            503: components["responses"]["grabGroups503"];
            504: components["responses"]["grabGroups504"];
        };
    };
    grabAllPost: {
        parameters: {
            query?: {
                refresh?: "true" | "false";
                confirm_removals?: "true" | "false";
                include?: "counts";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            session_name: string;
                            total_groups: number;
                            total_contacts: number;
                            groups?: components["schemas"]["Group"][];
                            contacts?: components["schemas"]["Individual"][];
                            saved_count: number;
                            updated_count: number;
                            /** Format: date-time */
                            grabbed_at: string;
                            /** Format: uuid */
                            grab_id: string;
                            unchanged_count: number;
                            total_without_whatsapp: number;
                            removed_count: number;
                            excluded_count: number;
                            failed_count: number;
                            complete: boolean;
                            incomplete_reasons: components["schemas"]["IncompleteReason"][];
                            errors: components["schemas"]["GrabItemError"][];
                            queries_sent: number;
                            timings: components["schemas"]["GrabTimings"];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedGrab"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["grabGroupsPost409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["grabGroups429"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            502: components["responses"]["grabGroups502"];
            503: components["responses"]["grabGroups503"];
            504: components["responses"]["grabGroups504"];
        };
    };
    listGrabs: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            grabs: components["schemas"]["ListedGrab"][];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    createGrab: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "groups" | "contacts" | "all";
                    refresh?: boolean;
                    confirm_removals?: boolean;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedGrab"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["createGrab409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listAllGrabs: {
        parameters: {
            query?: {
                state?: "queued" | "running" | "complete" | "partial" | "failed" | "cancelled";
                kind?: "groups" | "contacts" | "all";
                session?: string;
                workspace?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            grabs: components["schemas"]["ListedGrab"][];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllGrabs404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getGrab: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                grabId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["Grab"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getGrab404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    cancelGrab: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                grabId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["Grab"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getGrab404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listSchedules: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            schedules: components["schemas"]["Schedule"][];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    createSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "groups" | "contacts" | "all";
                    cron?: string;
                    every_hours?: number;
                    /** Format: date-time */
                    at?: string;
                    time_zone?: string;
                    spread_minutes?: number;
                    quiet_hours?: {
                        from: string;
                        to: string;
                    } | null;
                    refresh?: boolean;
                    enabled?: boolean;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Schedule"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["createSchedule409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                scheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["Schedule"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSchedule404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    deleteSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                scheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            schedule_id: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSchedule404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    updateSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                scheduleId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind?: "groups" | "contacts" | "all";
                    cron?: string;
                    every_hours?: number;
                    /** Format: date-time */
                    at?: string;
                    time_zone?: string;
                    spread_minutes?: number;
                    quiet_hours?: {
                        from: string;
                        to: string;
                    } | null;
                    refresh?: boolean;
                    enabled?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Schedule"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSchedule404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listContacts: {
        parameters: {
            query?: {
                type?: "individual" | "group" | "all";
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                in_group?: string;
                label?: string;
                sort?: "stored" | "name" | "changed" | "-stored" | "-name" | "-changed";
                total?: boolean;
                limit?: number;
                cursor?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            contacts: (components["schemas"]["Individual"] | components["schemas"]["Group"])[];
                            next_cursor?: string | null;
                            total?: number;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    deleteContacts: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            deleted_count: number;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["GRAB_RUNNING"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listAnchors: {
        parameters: {
            query?: {
                type?: "individual" | "group" | "all";
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                in_group?: string;
                label?: string;
                sort?: "stored" | "name" | "changed" | "-stored" | "-name" | "-changed";
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            anchors: {
                                row: number;
                                cursor: string;
                            }[];
                            total: number;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listLabels: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            labels: components["schemas"]["Label"][];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                since?: string;
                since_time?: string;
                limit?: number;
                memberships?: boolean;
                row_id?: number;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            changes: components["schemas"]["ContactChange"][];
                            next_cursor: string;
                            has_more: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["listChanges400"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listChanges404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getContact: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            contact: components["schemas"]["Individual"] | components["schemas"]["Group"];
                            groups: components["schemas"]["GroupOfContact"][];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listChanges404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    deleteContact: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            deleted_count: number;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listChanges404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["GRAB_RUNNING"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    changeContact: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tags?: string[] | null;
                    note?: string | null;
                    custom_fields?: {
                        [key: string]: (string | number | boolean) | null;
                    } | null;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            contact: components["schemas"]["Individual"] | components["schemas"]["Group"];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listChanges404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["GRAB_RUNNING"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listAllContacts: {
        parameters: {
            query?: {
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
                in_group?: string;
                sort?: "address" | "name" | "-address" | "-name";
                total?: boolean;
                limit?: number;
                cursor?: string;
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            contacts: components["schemas"]["PersonOfAccounts"][];
                            next_cursor: string | null;
                            total?: number;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listAllAnchors: {
        parameters: {
            query?: {
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
                in_group?: string;
                sort?: "address" | "name" | "-address" | "-name";
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            anchors: {
                                row: number;
                                cursor: string;
                            }[];
                            total: number;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listAllGroups: {
        parameters: {
            query?: {
                status?: "active" | "inactive";
                search?: string;
                limit?: number;
                cursor?: string;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            groups: components["schemas"]["GroupOfAccounts"][];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listAllChanges: {
        parameters: {
            query?: {
                since?: string;
                since_time?: string;
                limit?: number;
                memberships?: boolean;
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            changes: components["schemas"]["AccountChange"][];
                            removed_sessions: string[];
                            next_cursor: string;
                            has_more: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["listChanges400"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    exportAllContacts: {
        parameters: {
            query?: {
                format?: "csv" | "google-csv" | "vcard" | "vcard3" | "xlsx" | "ndjson" | "json";
                bom?: boolean;
                phone?: "e164" | "digits" | "national";
                delimiter?: "comma" | "semicolon" | "tab" | "pipe";
                columns?: string;
                profile?: "google" | "outlook" | "chatwoot" | "hubspot" | "brevo" | "odoo";
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
                in_group?: string;
                sort?: "address" | "name" | "-address" | "-name";
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                    "application/json": components["schemas"]["ExportedPerson"][];
                    "text/vcard": string;
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    changeTags: {
        parameters: {
            query?: {
                type?: "individual" | "group" | "all";
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                in_group?: string;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    add?: string[];
                    remove?: string[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            matched_count: number;
                            changed_count: number;
                            refused_count: number;
                            has_more: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["createGrab409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listTags: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            tags: components["schemas"]["Label"][];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getWorkspaceSettings: {
        parameters: {
            query?: {
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            workspace: string;
                            custom_fields: {
                                name: string;
                                /** @enum {string} */
                                type: "text" | "number" | "boolean" | "date" | "choice";
                                choices?: string[];
                            }[];
                            keeps_change_values: boolean;
                            masks_numbers: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    changeWorkspaceSettings: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    custom_fields?: {
                        name: string;
                        /** @enum {string} */
                        type: "text" | "number" | "boolean" | "date" | "choice";
                        choices?: string[];
                    }[];
                    keeps_change_values?: boolean;
                    masks_numbers?: boolean;
                    workspace?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            workspace: string;
                            custom_fields: {
                                name: string;
                                /** @enum {string} */
                                type: "text" | "number" | "boolean" | "date" | "choice";
                                choices?: string[];
                            }[];
                            keeps_change_values: boolean;
                            masks_numbers: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    deleteMatching: {
        parameters: {
            query?: {
                type?: "individual" | "group" | "all";
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                in_group?: string;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    expected: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            deleted_count: number;
                            matched_count: number;
                            has_more: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["deleteMatching409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    deleteAllMatching: {
        parameters: {
            query?: {
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
                in_group?: string;
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    expected: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            deleted_count: number;
                            matched_count: number;
                            has_more: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["deleteMatching409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    excludeMatching: {
        parameters: {
            query?: {
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                in_group?: string;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    expected: number;
                    label?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            excluded_count: number;
                            matched_count: number;
                            has_more: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["deleteMatching409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    excludeAllMatching: {
        parameters: {
            query?: {
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
                in_group?: string;
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    expected: number;
                    label?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            excluded_count: number;
                            matched_count: number;
                            has_more: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["deleteMatching409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listGroups: {
        parameters: {
            query?: {
                status?: "active" | "inactive";
                search?: string;
                limit?: number;
                cursor?: string;
                label?: string;
                tag?: string;
                has_note?: boolean;
                field?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            groups: components["schemas"]["ListedGroup"][];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listParticipants: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            group_id: string;
                            participants: components["schemas"]["Member"][];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listParticipants404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listPastParticipants: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            group_id: string;
                            past_participants: components["schemas"]["PastMember"][];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listParticipants404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getGroupHistory: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            group_id: string;
                            history: {
                                change_id: number;
                                /** @enum {string} */
                                change: "joined" | "left" | "role_changed";
                                participant_id: string;
                                name: string | null;
                                /** @enum {string} */
                                role: "participant" | "admin" | "superadmin";
                                /** @enum {string|null} */
                                old_role: "participant" | "admin" | "superadmin" | null;
                                /** Format: date-time */
                                seen_at: string;
                                /** Format: date-time */
                                happened_at: string | null;
                                /** @enum {string|null} */
                                reason: "left" | "removed" | null;
                            }[];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listParticipants404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getContactHistory: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            contact_id: string;
                            history: {
                                group_id: string;
                                group_name: string | null;
                                change_id: number;
                                /** @enum {string} */
                                change: "joined" | "left" | "role_changed";
                                participant_id: string;
                                name: string | null;
                                /** @enum {string} */
                                role: "participant" | "admin" | "superadmin";
                                /** @enum {string|null} */
                                old_role: "participant" | "admin" | "superadmin" | null;
                                /** Format: date-time */
                                seen_at: string;
                                /** Format: date-time */
                                happened_at: string | null;
                                /** @enum {string|null} */
                                reason: "left" | "removed" | null;
                            }[];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listChanges404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listMembershipChanges: {
        parameters: {
            query?: {
                since?: string;
                limit?: number;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            changes: {
                                group_id: string;
                                group_name: string | null;
                                change_id: number;
                                /** @enum {string} */
                                change: "joined" | "left" | "role_changed";
                                participant_id: string;
                                name: string | null;
                                /** @enum {string} */
                                role: "participant" | "admin" | "superadmin";
                                /** @enum {string|null} */
                                old_role: "participant" | "admin" | "superadmin" | null;
                                /** Format: date-time */
                                seen_at: string;
                                /** Format: date-time */
                                happened_at: string | null;
                                /** @enum {string|null} */
                                reason: "left" | "removed" | null;
                            }[];
                            next_cursor: string;
                            has_more: boolean;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["listMembershipChanges400"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                groups?: string;
                min_groups?: number;
                contact?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            session_id: string;
                            members: {
                                participant_id: string;
                                name: string;
                                phone_number: string | null;
                                lid: string | null;
                                masked_number: string | null;
                                /** @enum {string} */
                                name_source: "known" | "phone" | "masked" | "none";
                                is_contact: boolean;
                                groups: components["schemas"]["GroupOfContact"][];
                            }[];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    exportContacts: {
        parameters: {
            query?: {
                format?: "csv" | "google-csv" | "vcard" | "vcard3" | "xlsx" | "ndjson" | "json";
                bom?: boolean;
                type?: "individual" | "group" | "all";
                status?: "active" | "inactive";
                search?: string;
                saved?: boolean;
                business?: boolean;
                blocked?: boolean;
                on_whatsapp?: boolean;
                has_phone?: boolean;
                in_group?: string;
                label?: string;
                sort?: "stored" | "name" | "changed" | "-stored" | "-name" | "-changed";
                phone?: "e164" | "digits" | "national";
                delimiter?: "comma" | "semicolon" | "tab" | "pipe";
                columns?: string;
                profile?: "google" | "outlook" | "chatwoot" | "hubspot" | "brevo" | "odoo";
                tag?: string;
                has_note?: boolean;
                field?: string;
                has_username?: boolean;
                changed_since?: string;
                ids?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                    "application/json": (components["schemas"]["ExportedIndividual"] | components["schemas"]["ExportedGroup"])[];
                    "text/vcard": string;
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    exportParticipants: {
        parameters: {
            query?: {
                format?: "csv" | "google-csv" | "vcard" | "vcard3" | "xlsx" | "ndjson" | "json";
                bom?: boolean;
                phone?: "e164" | "digits" | "national";
                delimiter?: "comma" | "semicolon" | "tab" | "pipe";
                columns?: string;
                profile?: "google" | "outlook" | "chatwoot" | "hubspot" | "brevo" | "odoo";
                status?: ("active" | "inactive") | "all";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                    "application/json": components["schemas"]["ExportedMember"][];
                    "text/vcard": string;
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listParticipants404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    exportMemberships: {
        parameters: {
            query?: {
                format?: "csv" | "xlsx" | "ndjson" | "json";
                bom?: boolean;
                phone?: "e164" | "digits" | "national";
                delimiter?: "comma" | "semicolon" | "tab" | "pipe";
                columns?: string;
                status?: ("active" | "inactive") | "all";
                group_status?: "active" | "inactive";
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                    "application/json": components["schemas"]["ExportedMembership"][];
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            keys: components["schemas"]["ApiKey"][];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("read" | "grab" | "manage" | "admin")[];
                    workspace?: string;
                    /** Format: date-time */
                    expires_at?: string;
                    allowed_addresses?: string[];
                    sessions?: string[];
                };
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedApiKey"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["createKey409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    overlap_seconds?: number;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            key_id: string;
                            name: string;
                            prefix: string;
                            scopes: ("read" | "grab" | "manage" | "admin")[];
                            workspace: string;
                            allowed_addresses: string[] | null;
                            session_ids: string[] | null;
                            /** Format: uuid */
                            parent_key_id: string | null;
                            created_by: string | null;
                            /** Format: date-time */
                            expires_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_used_at: string | null;
                            /** Format: date-time */
                            revoked_at: string | null;
                            key: string;
                            replaced_key: components["schemas"]["ApiKey"];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["rotateKey404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["stopSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ApiKey"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["rotateKey404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listWorkspaces: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            workspaces: components["schemas"]["Workspace"][];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Workspace"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["createWorkspace409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    deleteWorkspaceContacts: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            workspace_id: string;
                            deleted_count: number;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["GRAB_RUNNING"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getConsoleSession: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["ConsoleSession"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key?: string;
                    token?: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ConsoleSession"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["signIn401"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            signed_out: number;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            signed_out: number;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    createSignInLink: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            url: string;
                            /** Format: date-time */
                            expires_at: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["stopSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            webhooks: {
                                /** Format: uuid */
                                webhook_id: string;
                                /** Format: uuid */
                                workspace_id: string;
                                url: string;
                                description: string | null;
                                session_ids: string[] | null;
                                event_types: string[] | null;
                                max_batch: number;
                                enabled: boolean;
                                /** @enum {string} */
                                status: "active" | "disabled" | "dead";
                                /** @enum {string|null} */
                                dead_reason: "FAILING" | "GONE" | null;
                                /** Format: date-time */
                                dead_at: string | null;
                                /** Format: date-time */
                                previous_secret_until: string | null;
                                /** Format: date-time */
                                created_at: string;
                                /** Format: date-time */
                                updated_at: string;
                            }[];
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                    description?: string | null;
                    session_ids?: string[] | null;
                    event_types?: ("contact.created" | "contact.changed" | "contact.removed" | "contact.restored" | "contact.merged" | "group.created" | "group.changed" | "group.removed" | "group.restored" | "member.joined" | "member.left" | "member.role_changed" | "grab.finished" | "session.status")[] | null;
                    max_batch?: number;
                    enabled?: boolean;
                    workspace?: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            webhook_id: string;
                            /** Format: uuid */
                            workspace_id: string;
                            url: string;
                            description: string | null;
                            session_ids: string[] | null;
                            event_types: string[] | null;
                            max_batch: number;
                            enabled: boolean;
                            /** @enum {string} */
                            status: "active" | "disabled" | "dead";
                            /** @enum {string|null} */
                            dead_reason: "FAILING" | "GONE" | null;
                            /** Format: date-time */
                            dead_at: string | null;
                            /** Format: date-time */
                            previous_secret_until: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            secret: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["createKey409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            /** Format: uuid */
                            webhook_id: string;
                            /** Format: uuid */
                            workspace_id: string;
                            url: string;
                            description: string | null;
                            session_ids: string[] | null;
                            event_types: string[] | null;
                            max_batch: number;
                            enabled: boolean;
                            /** @enum {string} */
                            status: "active" | "disabled" | "dead";
                            /** @enum {string|null} */
                            dead_reason: "FAILING" | "GONE" | null;
                            /** Format: date-time */
                            dead_at: string | null;
                            /** Format: date-time */
                            previous_secret_until: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getWebhook404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            webhook_id: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getWebhook404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url?: string;
                    description?: string | null;
                    session_ids?: string[] | null;
                    event_types?: ("contact.created" | "contact.changed" | "contact.removed" | "contact.restored" | "contact.merged" | "group.created" | "group.changed" | "group.removed" | "group.restored" | "member.joined" | "member.left" | "member.role_changed" | "grab.finished" | "session.status")[] | null;
                    max_batch?: number;
                    enabled?: boolean;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            webhook_id: string;
                            /** Format: uuid */
                            workspace_id: string;
                            url: string;
                            description: string | null;
                            session_ids: string[] | null;
                            event_types: string[] | null;
                            max_batch: number;
                            enabled: boolean;
                            /** @enum {string} */
                            status: "active" | "disabled" | "dead";
                            /** @enum {string|null} */
                            dead_reason: "FAILING" | "GONE" | null;
                            /** Format: date-time */
                            dead_at: string | null;
                            /** Format: date-time */
                            previous_secret_until: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getWebhook404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    overlap_seconds?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            webhook_id: string;
                            /** Format: uuid */
                            workspace_id: string;
                            url: string;
                            description: string | null;
                            session_ids: string[] | null;
                            event_types: string[] | null;
                            max_batch: number;
                            enabled: boolean;
                            /** @enum {string} */
                            status: "active" | "disabled" | "dead";
                            /** @enum {string|null} */
                            dead_reason: "FAILING" | "GONE" | null;
                            /** Format: date-time */
                            dead_at: string | null;
                            /** Format: date-time */
                            previous_secret_until: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            secret: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getWebhook404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["stopSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            delivery_id: string;
                            /** Format: uuid */
                            session_id: string | null;
                            first_event_id: string | null;
                            last_event_id: string | null;
                            event_count: number;
                            attempt: number;
                            delivered: boolean;
                            status: number | null;
                            error: string | null;
                            response_excerpt: string | null;
                            duration_ms: number;
                            /** Format: date-time */
                            at: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getWebhook404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["stopSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    after?: string;
                    since?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            webhook_id: string;
                            after: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getWebhook404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["stopSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            deliveries: {
                                delivery_id: string;
                                /** Format: uuid */
                                session_id: string | null;
                                first_event_id: string | null;
                                last_event_id: string | null;
                                event_count: number;
                                attempt: number;
                                delivered: boolean;
                                status: number | null;
                                error: string | null;
                                response_excerpt: string | null;
                                duration_ms: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getWebhook404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                webhookId: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            delivery_id: string;
                            /** Format: uuid */
                            session_id: string | null;
                            first_event_id: string | null;
                            last_event_id: string | null;
                            event_count: number;
                            attempt: number;
                            delivered: boolean;
                            status: number | null;
                            error: string | null;
                            response_excerpt: string | null;
                            duration_ms: number;
                            /** Format: date-time */
                            at: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["replayWebhookDelivery404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["stopSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                key_id?: string;
                session_id?: string;
                route?: string;
                outcome?: "done" | "refused" | "failed" | "aborted";
                since?: string;
                until?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            entries: components["schemas"]["AuditEntry"][];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: string;
                    exclude?: boolean;
                    workspace?: string;
                    label?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Erasure"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["erasePerson404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["createGrab409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    exportPerson: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: string;
                    workspace?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["PersonExport"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["erasePerson404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            409: components["responses"]["stopSession409"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            422: components["responses"]["IDEMPOTENCY_KEY_REUSED"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    listExclusions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                workspace?: string;
            };
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: {
                            exclusions: components["schemas"]["Exclusion"][];
                            next_cursor: string | null;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["listAllContacts404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    deleteExclusion: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                exclusionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: {
                            /** Format: uuid */
                            exclusion_id: string;
                        };
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["deleteExclusion404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            413: components["responses"]["PAYLOAD_TOO_LARGE"];
            415: components["responses"]["UNSUPPORTED_MEDIA_TYPE"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    followEvents: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["SnapshotEvent"] | components["schemas"]["SessionEvent"] | components["schemas"]["SessionRemovedEvent"] | components["schemas"]["ContactsEvent"] | components["schemas"]["QrEvent"] | components["schemas"]["GrabEvent"] | components["schemas"]["ProgressEvent"];
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    followSessionEvents: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["SnapshotEvent"] | components["schemas"]["SessionEvent"] | components["schemas"]["SessionRemovedEvent"] | components["schemas"]["ContactsEvent"] | components["schemas"]["QrEvent"] | components["schemas"]["GrabEvent"] | components["schemas"]["ProgressEvent"];
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["getSession404"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["live503"];
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["live503"];
        };
    };
    getSystem: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        data: components["schemas"]["SystemReport"];
                        warnings?: {
                            parameter: string;
                            message: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: {
                lang?: "en" | "id";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        openapi: "3.1.1";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    showDocs: {
        parameters: {
            query?: {
                lang?: "en" | "id";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["VALIDATION_FAILED"];
            401: components["responses"]["UNAUTHORIZED"];
            403: components["responses"]["createSession403"];
            404: components["responses"]["ROUTE_NOT_FOUND"];
            408: components["responses"]["REQUEST_TIMEOUT"];
            429: components["responses"]["RATE_LIMITED"];
            431: components["responses"]["HEADERS_TOO_LARGE"];
            500: components["responses"]["INTERNAL_ERROR"];
            503: components["responses"]["listSessions503"];
        };
    };
    "webhook.contact.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "contact.created";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        id: number;
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.contact.changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "contact.changed";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        id: number;
                        fields: string[];
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.contact.removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "contact.removed";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        id: number;
                        /** @enum {string} */
                        reason: "account" | "deleted" | "purged";
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.contact.restored": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "contact.restored";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        id: number;
                        fields: string[];
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.contact.merged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "contact.merged";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        id: number;
                        merged_into: number;
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.group.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "group.created";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        id: number;
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.group.changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "group.changed";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        id: number;
                        fields: string[];
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.group.removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "group.removed";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        id: number;
                        /** @enum {string} */
                        reason: "account" | "deleted" | "purged";
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.group.restored": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "group.restored";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        id: number;
                        fields: string[];
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.member.joined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "member.joined";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        group_id: number;
                        count: number;
                        members: {
                            change_id: number;
                            contact_id: number | null;
                            /** @enum {string} */
                            role: "participant" | "admin" | "superadmin";
                            /** @enum {string|null} */
                            old_role: "participant" | "admin" | "superadmin" | null;
                        }[];
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.member.left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "member.left";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        group_id: number;
                        count: number;
                        members: {
                            change_id: number;
                            contact_id: number | null;
                            /** @enum {string} */
                            role: "participant" | "admin" | "superadmin";
                            /** @enum {string|null} */
                            old_role: "participant" | "admin" | "superadmin" | null;
                        }[];
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.member.role_changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "member.role_changed";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        group_id: number;
                        count: number;
                        members: {
                            change_id: number;
                            contact_id: number | null;
                            /** @enum {string} */
                            role: "participant" | "admin" | "superadmin";
                            /** @enum {string|null} */
                            old_role: "participant" | "admin" | "superadmin" | null;
                        }[];
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.grab.finished": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "grab.finished";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        /** Format: uuid */
                        grab_id: string;
                        /** @enum {string} */
                        kind: "groups" | "contacts" | "all";
                        /** @enum {string} */
                        state: "complete" | "partial" | "failed" | "cancelled";
                        total_groups: number;
                        total_contacts: number;
                        total_participants: number;
                        saved_count: number;
                        changed_count: number;
                        removed_count: number;
                        excluded_count: number;
                        failed_count: number;
                        reasons: string[];
                        error_code: string | null;
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook.session.status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "session.status";
                    /** Format: date-time */
                    timestamp: string;
                    data: {
                        /** Format: uuid */
                        session_id: string;
                        /** @enum {string} */
                        status: "disconnected" | "connecting" | "qr" | "connected" | "logged_out" | "failed";
                        /** @enum {string} */
                        previous_status: "disconnected" | "connecting" | "qr" | "connected" | "logged_out" | "failed";
                        error_code: string | null;
                        action_required: boolean;
                    };
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
