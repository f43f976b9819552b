[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(ClaimBook.Tests.Faults.DisturbedFiles))]
