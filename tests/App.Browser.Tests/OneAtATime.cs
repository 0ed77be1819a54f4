// Each of these tests starts programs of its own and waits for what they show: side by side they would measure the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
