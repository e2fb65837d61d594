<?php

// php sync.php SESSION [--grab]: keeps a table like the API's. From cron, each night and after each webhook.

require __DIR__ . '/grabber.php';

const PAGE = 500;

$session = $argv[1] ?? exit("Usage: php sync.php SESSION [--grab]\n");
$db = new PDO(getenv('DATABASE_DSN') ?: 'sqlite:contacts.sqlite');
$db->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
$db->exec('CREATE TABLE IF NOT EXISTS contacts (id INTEGER PRIMARY KEY, session_id TEXT, contact_id TEXT, name TEXT,
    phone_number TEXT, type TEXT, status TEXT, data TEXT, sweep INTEGER)');
$db->exec('CREATE TABLE IF NOT EXISTS sync_cursors (session_id VARCHAR(36) PRIMARY KEY, next TEXT, sweep INTEGER)');

if (in_array('--grab', $argv, true)) {
    // Queued: no request waits for WhatsApp.
    $grab = grabber('POST', "/sessions/$session/grabs", ['kind' => 'all']);
    while (in_array($grab['state'], ['queued', 'running'], true)) {
        sleep(1);
        $grab = grabber('GET', "/sessions/$session/grabs/{$grab['grab_id']}");
    }
    echo "grab: {$grab['state']}\n";
}

$found = $db->prepare('SELECT next, sweep FROM sync_cursors WHERE session_id = ?');
$found->execute([$session]);
$cursor = $found->fetch(PDO::FETCH_ASSOC) ?: ['next' => null, 'sweep' => time()];
$put = $db->prepare('REPLACE INTO contacts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
$drop = $db->prepare('DELETE FROM contacts WHERE id = ?');
$sweep = $db->prepare('DELETE FROM contacts WHERE session_id = ? AND (sweep IS NULL OR sweep <> ?)');
$keep = $db->prepare('REPLACE INTO sync_cursors VALUES (?, ?, ?)');
$changes = 0;
do {
    $query = http_build_query(array_filter(['limit' => PAGE, 'since' => $cursor['next']]));
    try {
        $page = grabber('GET', "/sessions/$session/contacts/changes?$query");
    } catch (GrabberError $error) {
        if ($cursor['next'] === null || strpos($error->errorCode, 'CHANGE_CURSOR_') !== 0) {
            throw $error;
        }
        // Away for longer than deletions are kept: read everything, and drop what does not come.
        $cursor = ['next' => null, 'sweep' => time()];
        $page = ['has_more' => true];
        continue;
    }
    // Rows and cursor together: who dies in between reads the page again.
    $db->beginTransaction();
    foreach ($page['changes'] as $change) {
        if ($change['change'] === 'deleted') {
            $drop->execute([$change['id']]);
            continue;
        }
        $one = $change['contact'];
        $put->execute([$one['id'], $one['session_id'], $one['contact_id'], $one['name'], $one['phone_number'],
            $one['type'], $one['status'], json_encode($one), $cursor['sweep']]);
    }
    if (!$page['has_more'] && $cursor['sweep'] !== null) {
        $sweep->execute([$session, $cursor['sweep']]);
        $cursor['sweep'] = null;
    }
    $cursor['next'] = $page['next_cursor'];
    $keep->execute([$session, $cursor['next'], $cursor['sweep']]);
    $db->commit();
    $changes += count($page['changes']);
} while ($page['has_more']);
printf("%d changes, peak memory %.1f MB\n", $changes, memory_get_peak_usage(true) / 1048576);
