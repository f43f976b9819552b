using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClaimBook.Aws.Tests;

/// <summary>That the stack runs this program, as it is.</summary>
public sealed partial class StackTests(Synthesis synthesis)
{
    [Fact]
    public void Every_variable_of_the_service_is_a_setting_and_no_password_is_among_them()
    {
        var settings = SettingNames().Matches(Read("docs/reference/settings.md")).Select(m => m.Value).Append("CLAIMBOOK_DATABASE").ToHashSet();
        var variables = Container().GetProperty("Environment").EnumerateArray().ToDictionary(v => v.GetProperty("Name").GetString()!, v => v.GetProperty("Value"));
        var secrets = Container().GetProperty("Secrets").EnumerateArray().Select(s => s.GetProperty("Name").GetString()!).ToList();

        Assert.All(variables.Keys.Concat(secrets).Where(name => name.StartsWith("CLAIMBOOK_", StringComparison.Ordinal)), name => Assert.Contains(name, settings));
        Assert.Equal(["CLAIMBOOK_OIDC__CLIENTSECRET", "PGPASSWORD"], secrets.Order());
        Assert.Equal("postgres://claimbook@", variables["CLAIMBOOK_DATABASE"].GetProperty("Fn::Join")[1][0].GetString());
        Assert.Equal("claimbook-viewers=viewer,claimbook-editors=editor,claimbook-admins=admin", variables["CLAIMBOOK_OIDC__ROLES"].GetString());
        Assert.Equal(
            ["claimbook-admins", "claimbook-editors", "claimbook-viewers"],
            synthesis.Resources("AWS::Cognito::UserPoolGroup").Values.Select(g => g.GetProperty("Properties").GetProperty("GroupName").GetString()).Order());
        Assert.Equal(synthesis.Only("AWS::EC2::VPC").GetProperty("CidrBlock").GetString(), variables["CLAIMBOOK_PROXIES"].GetString());
    }

    [Fact]
    public void The_container_is_run_as_the_Dockerfile_has_it()
    {
        var dockerfile = Read("Dockerfile");
        var container = Container();
        Assert.Contains($"\nEXPOSE {container.GetProperty("PortMappings")[0].GetProperty("ContainerPort")}\n", dockerfile, StringComparison.Ordinal);
        Assert.Contains($"\nVOLUME {container.GetProperty("MountPoints")[0].GetProperty("ContainerPath").GetString()}\n", dockerfile, StringComparison.Ordinal);
        Assert.True(container.GetProperty("ReadonlyRootFilesystem").GetBoolean());
        var health = container.GetProperty("HealthCheck").GetProperty("Command").EnumerateArray().Select(c => $"\"{c.GetString()}\"").Skip(1);
        Assert.Contains($"CMD [{string.Join(", ", health)}]", dockerfile, StringComparison.Ordinal);
        Assert.Contains($"\"{synthesis.Only("AWS::ElasticLoadBalancingV2::TargetGroup").GetProperty("HealthCheckPath").GetString()}\": {{", Read("docs/reference/openapi.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Users_come_back_from_Cognito_to_where_the_program_expects_them()
    {
        var client = synthesis.Only("AWS::Cognito::UserPoolClient");
        Assert.Equal([$"https://{Synthesis.Host}/signin-oidc"], client.GetProperty("CallbackURLs").EnumerateArray().Select(u => u.GetString()));
        Assert.Contains("`https://YOUR-CLAIMBOOK/signin-oidc`", Read("docs/single-sign-on.md"), StringComparison.Ordinal);
        Assert.Equal(["code"], client.GetProperty("AllowedOAuthFlows").EnumerateArray().Select(f => f.GetString()));
        Assert.True(client.GetProperty("GenerateSecret").GetBoolean());
    }

    [Fact]
    public void S3_tells_the_queue_of_new_files_and_what_cannot_be_loaded_is_put_aside()
    {
        var told = Assert.Single(synthesis.Only("AWS::S3::Bucket").GetProperty("NotificationConfiguration").GetProperty("QueueConfigurations").EnumerateArray());
        Assert.Equal("s3:ObjectCreated:*", told.GetProperty("Event").GetString());
        var queue = told.GetProperty("Queue").GetProperty("Fn::GetAtt")[0].GetString()!;
        Assert.True(synthesis.Resources("AWS::SQS::Queue")[queue].GetProperty("Properties").TryGetProperty("RedrivePolicy", out _));
        var variable = Container().GetProperty("Environment").EnumerateArray().Single(v => v.GetProperty("Name").GetString() == "CLAIMBOOK_LOADS__QUEUE");
        Assert.Equal(queue, variable.GetProperty("Value").GetProperty("Ref").GetString());
    }

    [Fact]
    public void Somebody_is_told_of_what_needs_attention()
    {
        var alarms = synthesis.Resources("AWS::CloudWatch::Alarm").Values.Select(a => a.GetProperty("Properties")).ToList();
        Assert.Equal(
            ["ApproximateNumberOfMessagesVisible", "CPUUtilization", "FreeStorageSpace", "HTTPCode_Target_5XX_Count", "RefusedFiles", "RunningTaskCount", "UnHealthyHostCount"],
            alarms.Select(a => a.GetProperty("MetricName").GetString()).Order(StringComparer.Ordinal));
        var topic = Assert.Single(synthesis.Resources("AWS::SNS::Topic")).Key;
        Assert.All(alarms, a => Assert.Equal(topic, Assert.Single(a.GetProperty("AlarmActions").EnumerateArray()).GetProperty("Ref").GetString()));
        Assert.Equal("operator@example.com", synthesis.Only("AWS::SNS::Subscription").GetProperty("Endpoint").GetString());
        Assert.Single(synthesis.Resources("AWS::CloudWatch::Dashboard"));

        var searched = synthesis.Only("AWS::Logs::MetricFilter").GetProperty("FilterPattern").GetString()!;
        Assert.Contains($"LogLevel.Warning, {searched.TrimEnd('"')}", Read("src/ClaimBook/Serving/LoadQueue.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_said_at_a_deployment_is_documented()
    {
        Assert.All(["-c host=", "-c certificate=", "-c alarmEmail=", "-c revision="], value => Assert.Contains(value, Read("docs/deploy.md"), StringComparison.Ordinal));
        Assert.Contains("\"app\": \"dotnet run --project ClaimBook.Aws.csproj\"", Read("deploy/aws/cdk.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_must_be_said_at_a_deployment_is_asked_for()
    {
        Synthesis.RequireNode();
        using var app = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "ClaimBook.Aws")) { RedirectStandardError = true, UseShellExecute = false })!;
        var error = app.StandardError.ReadToEnd();
        app.WaitForExit();

        Assert.Equal(1, app.ExitCode);
        Assert.EndsWith("ClaimBook: The context value 'host' is missing; give it as -c host=claims.example.com.\n", error, StringComparison.Ordinal);
    }

    JsonElement Container() => Assert.Single(synthesis.Only("AWS::ECS::TaskDefinition").GetProperty("ContainerDefinitions").EnumerateArray());

    static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex("CLAIMBOOK_[A-Z_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SettingNames();
}
