namespace ClaimBook.Browser.Tests.Pages;

/// <summary>A page of the app.</summary>
/// <param name="Name">What tests and pictures call it.</param>
/// <param name="Path">Its address; in braces what is looked up: {agency}, {policy}, {claim} or {load}.</param>
/// <param name="Role">The least role that may open it; anybody who is signed in, if left out.</param>
sealed record AppPage(string Name, string Path, string Role = "viewer")
{
    /// <summary>Every page, with addresses that show more of the larger ones.</summary>
    public static IReadOnlyList<AppPage> All { get; } =
    [
        new("overview", "/"),
        new("explore", "/explore"),
        new("details", "/details"),
        new("agencies", "/agencies"),
        new("agency", "/agencies/{agency}"),
        new("reports", "/reports"),
        new("policies", "/policies"),
        new("policy", "/policies/{policy}"),
        new("new-policy", "/policies/new", "editor"),
        new("claims", "/claims"),
        new("claim", "/claims/{claim}"),
        new("new-claim", "/claims/new", "editor"),
        new("import-claims", "/import/claims", "editor"),
        new("import-policies", "/import/policies", "editor"),
        new("data", "/data"),
        new("load", "/data/{load}"),
        new("users", "/users", "admin"),
        new("tokens", "/tokens"),
        new("audit", "/audit", "admin"),
        new("profile", "/profile"),
        new("not-found", "/nothing"),
    ];

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(p => p.Name)];

    public static AppPage Of(string name) => All.Single(p => p.Name == name);

    /// <summary>Somebody who may open it.</summary>
    public Person Who => Person.All.First(p => p.Role == Role);

    /// <summary>Somebody who may open it and sees a part alone; null where only administrators go, who see everything.</summary>
    public Person? Limited => Person.All.FirstOrDefault(p => p.IsLimited && p.Role == Role);

    /// <summary>Its address at a site, with something that this person may see.</summary>
    public async Task<string> At(Site site, Person who) => Path switch
    {
        _ when Path.Contains("{agency}", StringComparison.Ordinal) => Path.Replace("{agency}", $"{site.Sample.LimitedTo[0]}"),
        _ when Path.Contains("{policy}", StringComparison.Ordinal) => Path.Replace("{policy}", await First(site, who, "policies", "number")),
        _ when Path.Contains("{claim}", StringComparison.Ordinal) => Path.Replace("{claim}", await First(site, who, "claims", "reference")),
        _ when Path.Contains("{load}", StringComparison.Ordinal) => Path.Replace("{load}", await First(site, who, "loads", "id")),
        _ => Path,
    };

    static async Task<string> First(Site site, Person who, string list, string column) =>
        (await site.Ask(who, $"/api/v1/{list}?limit=1")).Rows()[0].GetProperty(column).ToString();
}
