[assembly: AssemblyFixture(typeof(Theatre))]
// A browser, a server and a database work for each test.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
