using ClaimBook.Aws.Tests;

// All tests speak with the one process of Node.js in which the CDK runs, and it hears one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Synthesis))]
