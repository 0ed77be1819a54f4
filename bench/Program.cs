using System.CommandLine;
using Bench;

var runs = new Option<int>("--runs") { Description = "Measured runs after one warm-up.", DefaultValueFactory = _ => 5 };
var events = new Option<int>("--events") { Description = "Events of the calendar.", DefaultValueFactory = _ => 5000 };
var seed = new Option<int>("--seed") { Description = "Seed of the events.", DefaultValueFactory = _ => 1 };

var start = new Command("start", "Process start to ready, on an empty folder.") { runs };
start.SetAction((parsed, cancellation) => StartBench.RunAsync(parsed.GetValue(runs), cancellation));
var sync = new Command("sync", "Full, incremental and no-change sync of a calendar.") { runs, events, seed };
sync.SetAction((parsed, cancellation) => SyncBench.RunAsync(parsed.GetValue(events), parsed.GetValue(runs), parsed.GetValue(seed), cancellation));
var rules = new Option<int>("--rules") { Description = "Generated recurrence rules.", DefaultValueFactory = _ => 1000 };
var recurrence = new Command("recurrence", "Calendars to occurrences: rate with parsing, seek, linearity.") { runs, rules, seed };
recurrence.SetAction(parsed => RecurrenceBench.Run(parsed.GetValue(rules), parsed.GetValue(runs), parsed.GetValue(seed)));

var calDavEvents = new Option<int>("--events") { Description = "Events of the calendar.", DefaultValueFactory = _ => 2000 };
var calDav = new Command("caldav", "A calendar of a real Radicale: first, no-change and changed sync, beside bare requests and vdirsyncer.") { runs, calDavEvents, seed };
calDav.SetAction((parsed, cancellation) => CalDavBench.RunAsync(parsed.GetValue(calDavEvents), parsed.GetValue(runs), parsed.GetValue(seed), cancellation));

var hosts = new Option<int>("--hosts") { Description = "Hosts who are asked about.", DefaultValueFactory = _ => 50 };
var answers = new Option<int>("--runs") { Description = "Measured runs.", DefaultValueFactory = _ => 100 };
var availability = new Command("availability", "When 50 hosts are free over 90 days, on SQLite and PostgreSQL, beside a bare scan of the same rows.") { answers, hosts, seed };
availability.SetAction((parsed, cancellation) => AvailabilityBench.RunAsync(parsed.GetValue(hosts), parsed.GetValue(answers), parsed.GetValue(seed), cancellation));

var attempts = new Option<int>("--attempts") { Description = "Attempts of a run.", DefaultValueFactory = _ => 10_000 };
var tasks = new Option<int>("--tasks") { Description = "Tasks that attempt at the same time.", DefaultValueFactory = _ => 64 };
var bookings = new Command("bookings", "Many attempts at once on few slots: doubles, winners, rate, deadlocks; on SQLite and, from two processes, on PostgreSQL.") { runs, attempts, tasks };
bookings.SetAction((parsed, cancellation) => BookingsBench.RunAsync(parsed.GetValue(runs), parsed.GetValue(attempts), parsed.GetValue(tasks), cancellation));
var share = new Option<int>("--share");
var shares = new Option<int>("--shares");
var peer = new Command(BookingPeers.Command, "A process of the bookings bench.") { share, shares, tasks };
peer.Hidden = true;
peer.SetAction((parsed, cancellation) => BookingPeers.ServeAsync(parsed.GetValue(share), parsed.GetValue(shares), parsed.GetValue(tasks), cancellation));

var conflicts = new Command("conflicts", "Conflicts among 1,000 to 100,000 intervals, how that grows, and one changed event among all.") { runs, seed };
conflicts.SetAction(parsed => ConflictBench.Run(parsed.GetValue(runs), parsed.GetValue(seed)));

var messages = new Option<int>("--messages") { Description = "Messages of a run.", DefaultValueFactory = _ => 100_000 };
var stored = new Option<int>("--stored") { Description = "Deliveries that are stored when the last rate is measured; 0 leaves it out.", DefaultValueFactory = _ => 1_000_000 };
var only = new Option<string>("--only") { Description = "sqlite or postgresql alone.", DefaultValueFactory = _ => "" };
var webhooks = new Command("webhooks", "Messages to endpoints: drain, publish to delivered, idle, a slow neighbour, a full store; on SQLite and PostgreSQL, beside bare signed requests.") { runs, messages, stored, only };
webhooks.SetAction((parsed, cancellation) => WebhooksBench.RunAsync(parsed.GetValue(runs), parsed.GetValue(messages), parsed.GetValue(stored), parsed.GetValue(only)!, cancellation));
var sink = new Command(WebhookSink.Command, "A process of the webhooks bench.");
sink.Hidden = true;
sink.SetAction(_ => WebhookSink.ServeAsync());

var write = new Option<bool>("--write") { Description = "Writes what was learned into the domain." };
var interviews = new Command("interviews", "Learns the weights by which interviews are told from labelled entries: precision and recall in cross validation, and held out.") { seed, write };
interviews.SetAction(parsed => InterviewsBench.Run(parsed.GetValue(seed), parsed.GetValue(write)));

var root = new RootCommand("Measures what docs and pages claim. Every line RESULT <name> <value> <unit> is for programs.") { sync, calDav, recurrence, availability, start, bookings, conflicts, webhooks, interviews, peer, sink };
return await root.Parse(args).InvokeAsync();
