/**
 * Reads an account from the page's collections in a simple way: one person under one id, contacts
 * and groups in the form of the simulator's truth. Runs in the page. It is an expression, not a
 * module.
 */
(() => {
  const { Contact, Chat, ProfilePicThumb, Blocklist } = window.require('WAWebCollections');
  const { LabelCollection } = window.require('WAWebLabelCollection');
  const { getCurrentLid, getPhoneNumber } = window.require('WAWebApiContact');
  const { getIsMe, getIsUser } = window.require('WAWebContactGetters');
  const { createWid } = window.require('WAWebWidFactory');

  const SERVERS = { hosted: 'c.us', 'hosted.lid': 'lid' };
  const plain = (wid) =>
    wid.device === undefined ? wid : createWid(`${wid.user}@${SERVERS[wid.server] ?? wid.server}`);

  function identify(wid) {
    const own = plain(wid);
    const phone = own.isLid() ? (getPhoneNumber(own) ?? Contact.get(own)?.phoneNumber) : own;
    const lid = (phone && getCurrentLid(phone)) ?? (own.isLid() ? own : null);
    return {
      id: phone ? `${phone.user}@s.whatsapp.net` : lid._serialized,
      lid: lid?._serialized ?? null,
      phone: phone?.user ?? null,
      wids: [phone, lid].filter(Boolean),
    };
  }

  const isAssistant = (wid) =>
    !wid.isRegularUser() || wid.isAiHub() || wid.isIAS() || wid.isSupportAccount();
  const isSaved = ({ isAddressBookContact }) => isAddressBookContact === 1;
  const first = (entries, name) =>
    entries.map((one) => one[name]).find((value) => value !== undefined) ?? null;

  function nameOf(entries) {
    const username = first(entries, 'username');
    const names = ['name', 'verifiedName', 'pushname'].map((name) => first(entries, name));
    return names.find(Boolean) || (username ? `@${username}` : null);
  }

  // A new field of a person: its name in the truth, and the property of the page's contact, which
  // src/page/models/contact.js gives it.
  function describe({ id, lid, phone, wids }, entries) {
    const chat = wids.map((wid) => Chat.get(wid)).find(Boolean);
    const older = entries.filter((one) => one.id.isLid() && one.id._serialized !== lid);
    return {
      ...(older.length > 0 && { older_lids: older.map((one) => one.id._serialized) }),
      contact_id: id,
      lid,
      phone_number: phone,
      name: nameOf(entries),
      address_book_name: first(entries, 'name'),
      short_name: first(entries, 'shortName'),
      verified_name: first(entries, 'verifiedName'),
      push_name: first(entries, 'pushname'),
      username: first(entries, 'username'),
      masked_number: first(entries, 'displayNameLID'),
      about: first(entries, 'textStatusString'),
      is_saved: entries.some(isSaved),
      on_whatsapp: true,
      is_business: entries.some((one) => one.isBusiness),
      is_blocked: wids.some((wid) => Blocklist.get(wid) !== undefined),
      business_kind: entries.some((one) => one.isEnterprise)
        ? 'enterprise'
        : entries.some((one) => one.isSmb)
          ? 'small'
          : null,
      verified_level: [null, 'low', 'high'][first(entries, 'verifiedLevel') ?? 0],
      profile_picture:
        [...wids, ...entries.map((one) => one.id)]
          .map((wid) => ProfilePicThumb.get(wid)?.eurl)
          .find(Boolean) ?? null,
      ...chatFacts(chat),
      labels: labelNames(chat ? chat.labels : entries.flatMap(({ labels }) => labels)),
    };
  }

  function labelNames(ids) {
    return LabelCollection.getModelsArray()
      .filter((label) => ids.includes(label.id) && label.isActive !== false)
      .toSorted((one, other) => one.orderIndex - other.orderIndex)
      .map(({ name }) => name);
  }

  /** A mute whose end is over counts no more. */
  function chatFacts(chat) {
    if (!chat)
      return {
        ...{ last_activity_at: null, is_archived: null, is_muted: null, muted_until: null },
        is_locked: null,
      };
    const { muteExpiration: end } = chat;
    const isAhead = end * 1000 > Date.now();
    return {
      last_activity_at: timeOf(chat.t),
      is_archived: chat.archive,
      is_muted: end === -1 || isAhead,
      muted_until: isAhead ? timeOf(end) : null,
      is_locked: null,
    };
  }

  const isChat = (chat) => chat !== undefined && !(chat.createdLocally && !chat.t);

  function readContacts() {
    const persons = new Map();
    for (const entry of Contact.getModelsArray()) {
      if (!getIsUser(entry) || getIsMe(entry) || isAssistant(entry.id)) continue;
      const identity = identify(entry.id);
      const person = persons.get(identity.id) ?? { identity, entries: [] };
      person.entries.push(entry);
      persons.set(identity.id, person);
    }
    return [...persons.values()]
      .filter(
        ({ identity, entries }) =>
          entries.some(isSaved) || identity.wids.some((wid) => isChat(Chat.get(wid))),
      )
      .map(({ identity, entries }) => describe(identity, entries));
  }

  const role = ({ isAdmin, isSuperAdmin }) =>
    isSuperAdmin ? 'superadmin' : isAdmin ? 'admin' : 'participant';

  const timeOf = (seconds) =>
    seconds === undefined ? null : new Date(seconds * 1000).toISOString();

  function readGroup(chat) {
    const { id, groupMetadata: group } = chat;
    return {
      contact_id: id._serialized,
      name: group.subject,
      description: group.desc ?? null,
      owner_id: group.owner ? identify(group.owner).id : null,
      created_at: timeOf(group.creation),
      is_admin: group.participants.iAmAdmin(),
      is_announce: group.announce,
      is_community: group.isParentGroup,
      community_id: group.parentGroup?._serialized ?? null,
      profile_picture: ProfilePicThumb.get(id)?.eurl ?? null,
      is_restricted: group.restrict,
      members_can_add: group.memberAddMode ? group.memberAddMode === 'all_member_add' : null,
      requires_approval: group.membershipApprovalMode,
      is_suspended: group.suspended,
      is_terminated: group.terminated,
      is_unnamed: group.isUnnamed,
      ephemeral_seconds: group.ephemeralDuration,
      group_name_changed_at: timeOf(group.subjectTime),
      group_description_changed_at: timeOf(group.descTime),
      ...chatFacts(chat),
      labels: labelNames(chat.labels),
      participants_count: group.participants.length,
      participants: group.participants.getModelsArray().map((one) => {
        const { id: participant, lid, phone } = identify(one.id);
        const entry = phone === null ? Contact.get(plain(one.id)) : undefined;
        const masked_number = entry?.displayNameLID ?? null;
        return {
          ...{ participant_id: participant, lid, phone_number: phone, masked_number },
          role: role(one),
        };
      }),
      past_participants: group.pastParticipants.getModelsArray().map(readPast),
    };
  }

  function readPast({ id, leaveTs, leaveReason }) {
    const { id: participant, lid, phone } = identify(id);
    const entry = phone === null ? Contact.get(plain(id)) : undefined;
    return {
      ...{ participant_id: participant, lid, phone_number: phone },
      masked_number: entry?.displayNameLID ?? null,
      left_at: timeOf(leaveTs),
      reason: leaveReason.toLowerCase(),
    };
  }

  const groups = Chat.getModelsArray().filter((chat) =>
    chat.groupMetadata?.participants.iAmMember(),
  );
  return { contacts: readContacts(), groups: groups.map(readGroup) };
})();
