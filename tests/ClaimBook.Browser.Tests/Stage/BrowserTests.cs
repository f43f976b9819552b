namespace ClaimBook.Browser.Tests.Stage;

/// <summary>Tests in a browser. Whatever a visitor's browser complains of fails the test; of a test that failed, pictures and recordings are kept.</summary>
public abstract class BrowserTests(Theatre theatre) : IAsyncDisposable
{
    readonly List<Visitor> _visitors = [];
    readonly List<Site> _sites = [];

    private protected Theatre Theatre { get; } = theatre;

    /// <summary>Both databases, for theories.</summary>
    public static TheoryData<DatabaseKind> Databases => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    private protected Sample Sample => Theatre.Sample;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var complaints = _visitors.SelectMany(v => v.Complaints).Distinct().ToList();
        if (complaints.Count > 0 || TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            foreach (var (number, visitor) in _visitors.Index())
                await visitor.Document($"{TestContext.Current.Test!.TestDisplayName}-{number + 1}");
        }
        foreach (var visitor in _visitors)
            await visitor.Context.CloseAsync();
        foreach (var site in _sites)
            await site.DisposeAsync();
        Assert.Empty(complaints);
    }

    /// <summary>Opens a site of the test's own.</summary>
    private protected async Task<Site> NewSite(DatabaseKind kind = DatabaseKind.Sqlite) => Own(await Theatre.NewSite(kind));

    private protected Site Own(Site site)
    {
        _sites.Add(site);
        return site;
    }

    /// <summary>Somebody at the site that everybody looks at; nobody is signed in.</summary>
    private protected async Task<Visitor> NewVisitor(Looks? looks = null) => await NewVisitor(await Theatre.Exhibition, looks);

    /// <summary>Somebody at a site; nobody is signed in.</summary>
    private protected async Task<Visitor> NewVisitor(Site site, Looks? looks = null)
    {
        var visitor = await Visitor.Arrive(await Theatre.Browser(), site, looks ?? new());
        _visitors.Add(visitor);
        return visitor;
    }
}
