using System.Net;
using System.Text.RegularExpressions;

namespace ClaimBook.Tests.Oidc;

/// <summary>As much of a browser as a sign-in needs: it keeps cookies, follows redirects and fills in forms.</summary>
sealed partial class Browser : IDisposable
{
    const int MostRedirects = 20;

    readonly HttpClient _http;

    public Browser() => _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies });

    public CookieContainer Cookies { get; } = new();

    /// <summary>Where it is.</summary>
    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>What it shows.</summary>
    public string Page { get; private set; } = "";

    /// <summary>The answer whose page it shows.</summary>
    public HttpResponseMessage? Response { get; private set; }

    /// <summary>Where it went on the way, each redirect.</summary>
    public List<Uri> Trail { get; } = [];

    /// <summary>Goes to an address and follows redirects.</summary>
    /// <param name="address">The address, from where it is.</param>
    /// <param name="stopAt">An address before which it stops, if a redirect leads there.</param>
    public Task Go(string address, string? stopAt = null) => Send(() => new HttpRequestMessage(HttpMethod.Get, new Uri(Address, address)), stopAt);

    /// <summary>Sends the form of the page.</summary>
    public Task Submit(string? stopAt = null, params (string Name, string Value)[] fields)
    {
        var action = Form().Match(Page).Groups["action"].Value;
        Assert.True(action.Length > 0, $"No form at {Address}: {Page}");
        var hidden = Hidden().Matches(Page).Select(m => KeyValuePair.Create(m.Groups["name"].Value, m.Groups["value"].Value));
        return Send(
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(Address, WebUtility.HtmlDecode(action)))
            {
                Content = new FormUrlEncodedContent([.. hidden, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]),
            },
            stopAt);
    }

    /// <summary>Signs in at the provider's pages, where the login is the subject.</summary>
    public async Task SignIn(string subject, string? stopAt = null)
    {
        await Submit(stopAt, ("login", subject), ("password", "any"));
        // The provider asks once for consent.
        if (Page.Contains("name=\"prompt\" value=\"consent\"", StringComparison.Ordinal))
            await Submit(stopAt);
    }

    /// <summary>Goes where the page leads by itself.</summary>
    public Task FollowPage()
    {
        var match = Refresh().Match(Page);
        Assert.True(match.Success, $"The page at {Address} leads nowhere: {Page}");
        return Go(WebUtility.HtmlDecode(match.Groups["url"].Value));
    }

    public void Dispose()
    {
        Response?.Dispose();
        _http.Dispose();
    }

    async Task Send(Func<HttpRequestMessage> first, string? stopAt)
    {
        Trail.Clear();
        using var request = first();
        var response = await _http.SendAsync(request);
        Address = request.RequestUri!;
        while (response.Headers.Location is { } location)
        {
            Assert.True(Trail.Count < MostRedirects, "Redirects have no end");
            Address = new Uri(Address, location);
            Trail.Add(Address);
            if (stopAt is not null && Address.AbsolutePath == stopAt)
                break;
            response.Dispose();
            response = await _http.GetAsync(Address);
        }
        Response?.Dispose();
        Response = response;
        Page = await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<form[^>]* action=\"(?<action>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("<meta http-equiv=\"refresh\" content=\"0;url=(?<url>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refresh();
}
