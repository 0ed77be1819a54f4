using System.CommandLine;
using Bench;

var runs = new Option<int>("--runs") { Description = "Measured runs after one warm-up.", DefaultValueFactory = _ => 5 };
var start = new Command("start", "Process start to ready, on an empty folder.") { runs };
start.SetAction((parsed, cancellation) => StartBench.RunAsync(parsed.GetValue(runs), cancellation));

var root = new RootCommand("Measures what docs and pages claim. Every line RESULT <name> <value> <unit> is for programs.") { start };
return await root.Parse(args).InvokeAsync();
