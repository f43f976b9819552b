using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Accounts;

/// <summary>What one node gives to a browser, another one takes back; so does the same node after a restart, in a new data directory.</summary>
public sealed class KeyTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Nodes_on_one_database_have_the_same_keys(string kind)
    {
        using var directory = new TestDirectory();
        var url = kind == "sqlite" ? $"sqlite:{directory["claimbook.db"]}" : postgres.NewDatabase();
        await using var first = await TestServer.StartOn(url);
        var given = Protector(first).Protect("given by the first");
        await using var second = await TestServer.StartOn(url);

        Assert.Equal("given by the first", Protector(second).Unprotect(given));
        Assert.Equal("given by the second", Protector(first).Unprotect(Protector(second).Protect("given by the second")));
        Assert.False(Directory.Exists(first["keys"]));
    }

    [Fact]
    public async Task The_directory_of_the_database_is_for_its_owner_alone()
    {
        using var directory = new TestDirectory();
        await using var server = await TestServer.StartOn($"sqlite:{directory["data/claimbook.db"]}");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory["data"]));
    }

    [Fact]
    public async Task Nodes_on_two_databases_have_keys_of_their_own()
    {
        await using var one = await TestServer.Start();
        await using var other = await TestServer.Start();
        Assert.Throws<CryptographicException>(() => Protector(other).Unprotect(Protector(one).Protect("secret")));
    }

    static IDataProtector Protector(TestServer server) => server.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
