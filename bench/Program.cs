using System.CommandLine;
using Bench;

var runs = new Option<int>("--runs") { Description = "Measured runs after one warm-up.", DefaultValueFactory = _ => 5 };
var start = new Command("start", "Process start to ready, on an empty folder.") { runs };
start.SetAction((parsed, cancellation) => StartBench.RunAsync(parsed.GetValue(runs), cancellation));

var events = new Option<int>("--events") { Description = "Events of the calendar.", DefaultValueFactory = _ => 5000 };
var seed = new Option<int>("--seed") { Description = "Seed of the generated events.", DefaultValueFactory = _ => 1 };
var sync = new Command("sync", "A full pass over a large calendar, a pass with ten changes, one without.") { events, seed, runs };
sync.SetAction((parsed, _) => SyncBench.RunAsync(parsed.GetValue(events), parsed.GetValue(seed), parsed.GetValue(runs)));

var root = new RootCommand("Measures what docs and pages claim. Every line RESULT <name> <value> <unit> is for programs.") { start, sync };
return await root.Parse(args).InvokeAsync();
