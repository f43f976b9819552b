using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.Assertions;

namespace ClaimBook.Aws.Tests;

/// <summary>What the app would have CloudFormation build: made once, without an account, the network or a container engine.</summary>
public sealed class Synthesis
{
    public const string Host = "claims.example.com", Certificate = "arn:aws:acm:eu-north-1:123456789012:certificate/00000000-0000-0000-0000-000000000000";

    readonly Lazy<(Template Template, JsonElement Resources)> _synthesis = new(Synthesise);

    /// <summary>It, for assertions. Skips the test where Node.js is missing.</summary>
    public Template Template => _synthesis.Value.Template;

    /// <summary>Its resources of a type, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Resources(string type) =>
        _synthesis.Value.Resources.EnumerateObject().Where(r => r.Value.GetProperty("Type").GetString() == type).ToDictionary(r => r.Name, r => r.Value);

    /// <summary>The properties of the only resource of a type.</summary>
    public JsonElement Only(string type) => Assert.Single(Resources(type)).Value.GetProperty("Properties");

    /// <summary>Skips the test where Node.js is missing, in which the CDK runs; with CI=true it fails there.</summary>
    public static void RequireNode()
    {
        if (HasNode())
            return;
        Assert.SkipUnless(System.Environment.GetEnvironmentVariable("CI") == "true", "Node.js is not installed (apt-get install nodejs)");
        Assert.Fail("Node.js is not installed");
    }

    static (Template Template, JsonElement Resources) Synthesise()
    {
        RequireNode();
        var app = new App(new AppProps
        {
            AnalyticsReporting = false,
            Context = new Dictionary<string, object> { ["host"] = Host, ["certificate"] = Certificate, ["alarmEmail"] = "operator@example.com" },
        });
        var template = Template.FromStack(new ClaimBookStack(app, ClaimBookStack.Name, DeploymentContext.Read(app.Node)));
        return (template, JsonSerializer.SerializeToElement(template.ToJSON()).GetProperty("Resources"));
    }

    static bool HasNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true, UseShellExecute = false })!;
            node.WaitForExit();
            return node.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
