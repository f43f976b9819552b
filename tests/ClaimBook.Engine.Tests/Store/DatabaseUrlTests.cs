using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Store;

public sealed class DatabaseUrlTests(PostgresServer postgres) : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    static string Failure(string url) => Assert.Throws<ClaimBookException>(() => Database.FromUrl(url).Connect().Dispose()).Message;

    [Theory]
    [InlineData("")]
    [InlineData("claimbook.db")]
    [InlineData("sqlite:")]
    [InlineData("mysql://user:password@host/name")]
    [InlineData("postgres:///name")]
    [InlineData("postgres://")]
    [InlineData("Host=localhost;Database=x")]
    public void A_URL_of_neither_form_is_refused_with_both(string url) =>
        Assert.Equal("The database URL must be sqlite:PATH or postgres://user:password@host:port/name.", Failure(url));

    [Fact]
    public void A_URL_without_a_database_is_refused() =>
        Assert.Equal(
            "The database URL names no database: postgres://user:password@host:port/name.", Failure("postgres://user:password@localhost/"));

    [Theory]
    [InlineData("postgres://anna:s%40crt@db.example:6543/book", "postgres://db.example:6543/book")]
    [InlineData("postgresql://anna:secret@db.example/my%20book", "postgres://db.example:5432/my book")]
    [InlineData("sqlite:data/claimbook.db", "data/claimbook.db")]
    public void The_location_says_where_but_never_who_or_the_password(string url, string location) =>
        Assert.Equal(location, Database.FromUrl(url).Location);

    [Fact]
    public void A_wrong_password_or_user_is_said()
    {
        var url = new Uri(postgres.NewDatabase());

        Assert.Equal(
            $"postgres://{url.Authority}{url.AbsolutePath}: the user name or the password is wrong.",
            Failure($"postgres://claimbook:wrong@{url.Authority}{url.AbsolutePath}"));
        Assert.Equal(
            $"postgres://{url.Authority}{url.AbsolutePath}: the user name or the password is wrong.",
            Failure($"postgres://nobody:secret@{url.Authority}{url.AbsolutePath}"));
    }

    [Fact]
    public void A_database_that_does_not_exist_is_said()
    {
        var url = new Uri(postgres.NewDatabase());

        Assert.Equal(
            $"postgres://{url.Authority}/missing: there is no such database on that server.",
            Failure($"postgres://claimbook:secret@{url.Authority}/missing"));
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_said() =>
        Assert.Equal("postgres://127.0.0.1:1/book: the server cannot be reached.", Failure("postgres://claimbook:secret@127.0.0.1:1/book"));

    [Fact]
    public void A_file_that_is_no_SQLite_database_is_left_alone()
    {
        var path = _directory.Write(
            "letter.txt", "Dear customer, this is a letter and no database, and it is long enough to have a page of its own.");

        Assert.Equal($"{path}: is not a SQLite database.", Failure($"sqlite:{path}"));
        Assert.StartsWith("Dear customer", File.ReadAllText(path));
    }

    [Fact]
    public void A_directory_is_no_database_file() => Assert.Equal(
        $"{_directory.Root}: is a directory; a database file is needed.", Failure($"sqlite:{_directory.Root}"));

    [Fact]
    public void A_folder_that_cannot_be_made_is_said()
    {
        var file = _directory.Write("file", "x");

        Assert.StartsWith($"{file}/claimbook.db: ", Failure($"sqlite:{file}/claimbook.db"));
    }

    [Fact]
    public void The_folder_of_a_new_database_is_made()
    {
        using var connection = Database.FromUrl($"sqlite:{_directory["new/folder/claimbook.db"]}").Connect();

        Assert.True(File.Exists(_directory["new/folder/claimbook.db"]));
    }
}
