namespace ClaimBook.Tests;

/// <summary>The password of the database where an orchestrator keeps it, outside of the URL.</summary>
public sealed class PostgresPasswordTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("secret", 0)]
    [InlineData("wrong", 1)]
    public void A_database_URL_without_a_password_takes_that_of_PGPASSWORD(string password, int expectedExitCode)
    {
        var url = postgres.NewDatabase().Replace(":secret@", "@", StringComparison.Ordinal);

        var (exitCode, _, error) = ClaimBookProcess.RunProgram("env", $"PGPASSWORD={password}", ClaimBookProcess.Executable, "status", "--database", url);

        Assert.True(exitCode == expectedExitCode, error);
        Assert.Equal(exitCode == 1, error.Contains("the user name or the password is wrong.", StringComparison.Ordinal));
    }
}
