-- A book of :members members: what grows with them, and with the years. Nothing here is meant to
-- satisfy the audit. Rows are written in the order of time, as in a real book.
INSERT INTO member (member_id, number, name, language, tier, joined_on, status, province, pin_wrong, marketing_ok)
SELECT 1000 + g, '+861' || 5000000000 + g, '会员' || g, 'zh', 'basic', '2020-01-01', 'active', 'GD', 0, false
FROM generate_series(1, :members) g;
INSERT INTO msisdn (number, member_id) SELECT number, member_id FROM member WHERE member_id > 1000;
INSERT INTO member_account (member_id, unit, balance, held, version)
SELECT 1000 + g, 'points', 300, 0, 4 FROM generate_series(1, :members) g;
INSERT INTO posting (member_id, unit, version, amount, balance_after, contra, kind, memo, key, effective_at, recorded_at)
SELECT 1000 + g, 'points', v, 75, 75 * v, 'issued', 'earn', '{}', 'k' || v, t, t
FROM generate_series(1, 4) v, generate_series(1, :members) g,
     LATERAL (SELECT CAST('2025-01-01' AS timestamptz) + v * interval '90 days' + g % 80000 * interval '1 s' AS t) times
ORDER BY t;
INSERT INTO programme_day (day, contra, unit, kind, postings, amount)
SELECT CAST(recorded_at AS date), contra, unit, kind, count(*), sum(amount) FROM posting GROUP BY 1, 2, 3, 4;
INSERT INTO programme_day (day, contra, unit, kind, postings, amount)
SELECT '2026-05-31', 'issued', 'points', 'earn', 1, 1 ON CONFLICT DO NOTHING;
INSERT INTO lot (member_id, unit, lot_id, granted, remaining, held, unit_cost_mfen, issuer, expires_at)
SELECT 1000 + g, 'points', 1, 300, 300, 0, 1000, 'operator', CAST('2026-12-31' AS timestamptz) + g % 3 * interval '1 year'
FROM generate_series(1, :members) g;
INSERT INTO idempotency (member_id, key, request_hash, result, recorded_at)
SELECT 1000 + g, 'k', 'h', '{}', CAST('2026-01-01' AS timestamptz) FROM generate_series(1, :members) g;
INSERT INTO complaint (member_id, complaint_id, number, words, channel, level, status, opened_at, first_contact_due, decide_due, contacted_at, decided_at, closed_at, decision, satisfaction)
SELECT 1000 + g, 'c' || g, 'C' || g, '送货太慢', 'sms', 1,
       CASE WHEN g % 2000 = 0 THEN 'open' WHEN g % 50 = 0 THEN 'withdrawn' ELSE 'closed' END,
       t, t + interval '1 day', t + interval '7 days', t, t, t, '已处理', 4
FROM generate_series(1, :members) g,
     LATERAL (SELECT CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members AS t) times;
INSERT INTO reference (number, kind, member_id, item_id)
SELECT number, 'complaint', member_id, complaint_id FROM complaint WHERE member_id > 1000;
INSERT INTO claim (member_id, claim_id, number, receipt_number, status, opened_at, decide_due, decided_by, decided_at, org)
SELECT 1000 + g, 'l' || g, 'L' || g, 'R' || g, CASE WHEN g % 2000 = 0 THEN 'open' ELSE 'granted' END, t, t + interval '7 days', 'agent', t, 'GD'
FROM generate_series(1, :members) g,
     LATERAL (SELECT CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members AS t) times;
INSERT INTO gift_order (member_id, order_id, number, sku, points, status, channel, created_at, send_by, deliver_by, delivered_on, org)
SELECT 1000 + g, 'o' || g, 'O' || g, (SELECT min(sku) FROM gift), 300,
       CASE WHEN g % 2000 = 0 THEN 'held' WHEN g % 2000 = 1 THEN 'sent' ELSE 'delivered' END,
       'sms', t, t + interval '3 days', t + interval '9 days', t, 'GD'
FROM generate_series(1, :members) g,
     LATERAL (SELECT CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members AS t) times;
INSERT INTO handover (member_id, handover_id, number, channel, way, topic, language, session_id, path, proofs, transcript, turn, priority, rank_at, status, version, requested_at, agent, tries, offered_at, talking_at, ended_at, closed_at, outcome)
SELECT 1000 + g, 'h' || g, '+861' || 5000000000 + g, 'voice', 'queue', 'menu', 'zh', 'CA' || g, '[]', '[]', '[]', 0, 0, t, 'closed', 1, t, 'agent', 0, t,
       t + interval '20 s', t + interval '200 s', t + interval '300 s', 'helped'
FROM generate_series(1, :members) g,
     LATERAL (SELECT CAST('2025-07-01' AS timestamptz) + g * interval '335 days' / :members AS t) times;
INSERT INTO line (member_id, handover_id, line_id, who, words, at)
SELECT member_id, handover_id, 1, 'agent', '您好', talking_at FROM handover WHERE member_id > 1000;
INSERT INTO turn (member_id, session_id, message_id, seq, reply, talk, recorded_at)
SELECT 1000 + g, 's' || g, 'm' || g, 1, '{}', '{}', CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members
FROM generate_series(1, :members) g;
INSERT INTO sent_text (member_id, event_id, number, words, carrier_id, status, at)
SELECT 1000 + g, 'e' || g, '+861' || 5000000000 + g, '您好', 'SM' || g, 'delivered', CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members
FROM generate_series(1, :members) g;
INSERT INTO outbox (member_id, event_id, topic, payload, recorded_at, due_at, tries, done_at)
SELECT 1000 + g, 'e' || g, 'summary', '{}', t, t, 1, t
FROM generate_series(1, :members) g,
     LATERAL (SELECT CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members AS t) times;
INSERT INTO trail (member_id, entry_id, agent, act, detail, at)
SELECT 1000 + g, 't' || g, CASE WHEN g < 100 THEN 'agent' ELSE 'agent2' END, 'member_viewed', '{}', CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members
FROM generate_series(1, :members) g;
INSERT INTO self_service_contact (member_id, day, channel, flow, last_at)
SELECT 1000 + g, CAST(t AS date), 'sms', 'balance', t
FROM generate_series(1, :members) g,
     LATERAL (SELECT CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members AS t) times;
INSERT INTO suggestion (member_id, suggestion_id, channel, made_at, words)
SELECT 1000 + g, 'u' || g, 'sms', CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members, '多上些礼品'
FROM generate_series(1, :members) g;
INSERT INTO approval (member_id, approval_id, points, reason, asked_by, asked_at, status, decided_by, decided_at)
SELECT 1000 + g, 'a' || g, 100, '补偿', 'agent', t, 'approved', 'supervisor', t
FROM generate_series(1, :members) g,
     LATERAL (SELECT CAST('2025-07-01' AS timestamptz) + g * interval '300 days' / :members AS t) times;
INSERT INTO number_change (member_id, changed_at, was, became)
SELECT 1000 + g, '2026-05-01', '+8617' || 100000000 + g, '+861' || 5000000000 + g FROM generate_series(1, :members) g;
INSERT INTO transfer (member_id, transfer_id, to_member_id, amount, version, parts, status, opened_at, closed_at)
SELECT 1000 + g, 'x' || g, 999 + g, 1, 1, '[]', 'credited', '2026-05-01', '2026-05-01' FROM generate_series(2, :members) g;
INSERT INTO consent (member_id, consent_id, class, channel, given, at, by, evidence)
SELECT 1000 + g, g, 'marketing', 'sms', true, '2026-05-01', 'member', '{}' FROM generate_series(1, :members) g;
INSERT INTO step_visit (day, channel, flow, step, visits, answered, "left")
SELECT CAST('2026-05-31' AS date) - g, 'sms', 'balance', 's' || s, 1, 1, 0 FROM generate_series(0, 300) g, generate_series(1, 200) s;
