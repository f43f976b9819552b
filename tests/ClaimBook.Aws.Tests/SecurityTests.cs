using System.Text.Json;
using Amazon.CDK.Assertions;

namespace ClaimBook.Aws.Tests;

/// <summary>What an auditor would ask of the stack.</summary>
public sealed class SecurityTests(Synthesis synthesis)
{
    [Fact]
    public void All_that_holds_data_is_encrypted()
    {
        synthesis.Template.AllResourcesProperties("AWS::RDS::DBInstance", Properties(("StorageEncrypted", true)));
        synthesis.Template.AllResourcesProperties("AWS::SQS::Queue", Properties(("SqsManagedSseEnabled", true)));
        Assert.Equal(2, synthesis.Resources("AWS::SQS::Queue").Count);
        var encryption = synthesis.Only("AWS::S3::Bucket").GetProperty("BucketEncryption").GetProperty("ServerSideEncryptionConfiguration")[0];
        Assert.Equal("AES256", encryption.GetProperty("ServerSideEncryptionByDefault").GetProperty("SSEAlgorithm").GetString());
    }

    [Fact]
    public void On_the_way_all_is_encrypted_too()
    {
        var listeners = synthesis.Resources("AWS::ElasticLoadBalancingV2::Listener").Values.Select(l => l.GetProperty("Properties")).ToLookup(l => l.GetProperty("Protocol").GetString());
        Assert.Equal("ELBSecurityPolicy-TLS13-1-2-2021-06", Assert.Single(listeners["HTTPS"]).GetProperty("SslPolicy").GetString());
        Assert.Equal(Synthesis.Certificate, listeners["HTTPS"].Single().GetProperty("Certificates")[0].GetProperty("CertificateArn").GetString());
        var redirect = Assert.Single(Assert.Single(listeners["HTTP"]).GetProperty("DefaultActions").EnumerateArray());
        Assert.Equal("redirect", redirect.GetProperty("Type").GetString());
        Assert.Equal("HTTPS", redirect.GetProperty("RedirectConfig").GetProperty("Protocol").GetString());

        Assert.Equal("1", synthesis.Only("AWS::RDS::DBParameterGroup").GetProperty("Parameters").GetProperty("rds.force_ssl").GetString());
        var denied = Statements("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy").Where(s => Text(s.Statement, "Effect") == "Deny").ToList();
        Assert.Equal(3, denied.Count);
        Assert.All(denied, d => Assert.Equal("""{"Bool":{"aws:SecureTransport":"false"}}""", d.Statement.GetProperty("Condition").GetRawText()));
    }

    [Fact]
    public void The_database_is_in_subnets_from_which_nothing_leads_out_and_only_the_service_reaches_it()
    {
        var database = synthesis.Only("AWS::RDS::DBInstance");
        Assert.False(database.GetProperty("PubliclyAccessible").GetBoolean());
        var isolated = synthesis.Only("AWS::RDS::DBSubnetGroup").GetProperty("SubnetIds").EnumerateArray().Select(Reference).ToList();
        Assert.Equal(2, isolated.Count);
        Assert.All(isolated, subnet => Assert.DoesNotContain(
            synthesis.Resources("AWS::EC2::Route").Values, route => TableOf(subnet) == Reference(route.GetProperty("Properties").GetProperty("RouteTableId"))));

        var group = Assert.Single(database.GetProperty("VPCSecurityGroups").EnumerateArray().Select(Reference));
        var admitted = Assert.Single(synthesis.Resources("AWS::EC2::SecurityGroupIngress").Values.Select(i => i.GetProperty("Properties")), i => Reference(i.GetProperty("GroupId")) == group);
        var service = synthesis.Only("AWS::ECS::Service").GetProperty("NetworkConfiguration").GetProperty("AwsvpcConfiguration");
        Assert.Equal(Reference(service.GetProperty("SecurityGroups")[0]), Reference(admitted.GetProperty("SourceSecurityGroupId")));
        Assert.False(synthesis.Resources("AWS::EC2::SecurityGroup")[group].GetProperty("Properties").TryGetProperty("SecurityGroupIngress", out _));
        Assert.Equal("DISABLED", Text(service, "AssignPublicIp"));

        string TableOf(string subnet) => Reference(Assert.Single(
            synthesis.Resources("AWS::EC2::SubnetRouteTableAssociation").Values.Select(a => a.GetProperty("Properties")), a => Reference(a.GetProperty("SubnetId")) == subnet).GetProperty("RouteTableId"));
    }

    [Fact]
    public void Only_the_load_balancer_is_open_to_the_world_and_only_for_the_web()
    {
        var balancer = Assert.Single(synthesis.Only("AWS::ElasticLoadBalancingV2::LoadBalancer").GetProperty("SecurityGroups").EnumerateArray().Select(Reference));
        var inline = synthesis.Resources("AWS::EC2::SecurityGroup").SelectMany(g => g.Value.GetProperty("Properties").TryGetProperty("SecurityGroupIngress", out var rules)
            ? rules.EnumerateArray().Select(rule => (Group: g.Key, Rule: rule))
            : []);
        var separate = synthesis.Resources("AWS::EC2::SecurityGroupIngress").Values.Select(i => i.GetProperty("Properties")).Select(rule => (Group: Reference(rule.GetProperty("GroupId")), Rule: rule));

        var open = inline.Concat(separate).Where(r => !r.Rule.TryGetProperty("SourceSecurityGroupId", out _)).ToList();

        Assert.Equal([(balancer, 80), (balancer, 443)], open.Select(o => (o.Group, o.Rule.GetProperty("FromPort").GetInt32())).Order());
        Assert.All(open, o => Assert.Equal(o.Rule.GetProperty("FromPort").GetInt32(), o.Rule.GetProperty("ToPort").GetInt32()));
    }

    [Fact]
    public void No_permission_is_wider_than_what_it_is_for()
    {
        // What ECS logs in to the registry with is for the whole account: AWS knows no resource for it.
        string[] forAll = ["ecr:GetAuthorizationToken"];
        var allowed = Statements("AWS::IAM::Policy", "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy").Where(s => Text(s.Statement, "Effect") == "Allow").ToList();
        Assert.True(allowed.Count > 5);
        Assert.All(allowed, a =>
        {
            var actions = OneOrMore(a.Statement.GetProperty("Action")).Select(e => e.GetString()!).ToList();
            Assert.DoesNotContain(actions, action => action.Contains('*'));
            Assert.True(actions.SequenceEqual(forAll) || !OneOrMore(a.Statement.GetProperty("Resource")).Any(r => r.ValueKind == JsonValueKind.String && r.GetString() == "*"), $"{a.Name}: {a.Statement}");
            Assert.False(a.Statement.TryGetProperty("NotAction", out _) || a.Statement.TryGetProperty("NotResource", out _), a.Name);
            Assert.False(a.Statement.TryGetProperty("Principal", out var principal) && principal.GetRawText().Contains('*'), a.Name);
        });
        Assert.All(synthesis.Resources("AWS::IAM::Role"), role =>
        {
            Assert.False(role.Value.GetProperty("Properties").TryGetProperty("ManagedPolicyArns", out _) || role.Value.GetProperty("Properties").TryGetProperty("Policies", out _), role.Key);
            var who = Assert.Single(role.Value.GetProperty("Properties").GetProperty("AssumeRolePolicyDocument").GetProperty("Statement").EnumerateArray());
            Assert.Equal("ecs-tasks.amazonaws.com", Text(who.GetProperty("Principal"), "Service"));
        });
        Assert.Empty(synthesis.Resources("AWS::Lambda::Function"));
    }

    [Fact]
    public void What_is_kept_outlives_a_mistake()
    {
        synthesis.Template.HasResource("AWS::RDS::DBInstance", Properties(
            ("DeletionPolicy", "Snapshot"), ("Properties", Properties(("DeletionProtection", true), ("BackupRetentionPeriod", 14), ("MultiAZ", true)))));
        synthesis.Template.HasResource("AWS::S3::Bucket", Properties(("DeletionPolicy", "Retain"), ("Properties", Properties(
            ("VersioningConfiguration", Properties(("Status", "Enabled"))),
            ("PublicAccessBlockConfiguration", Properties(("BlockPublicAcls", true), ("BlockPublicPolicy", true), ("IgnorePublicAcls", true), ("RestrictPublicBuckets", true))),
            ("LifecycleConfiguration", Match.AnyValue())))));
        synthesis.Template.HasResource("AWS::Cognito::UserPool", Properties(("DeletionPolicy", "Retain"), ("Properties", Properties(("DeletionProtection", "ACTIVE")))));
        synthesis.Template.HasResource("AWS::Logs::LogGroup", Properties(("DeletionPolicy", "Retain")));
        synthesis.Template.AllResourcesProperties("AWS::Logs::LogGroup", Properties(("RetentionInDays", 90)));
        synthesis.Template.AllResourcesProperties("AWS::SQS::Queue", Properties(("MessageRetentionPeriod", 14 * 24 * 3600)));
        synthesis.Template.HasResourceProperties("AWS::ElasticLoadBalancingV2::LoadBalancer", Properties(
            ("LoadBalancerAttributes", Match.ArrayWith([Properties(("Key", "deletion_protection.enabled"), ("Value", "true"))]))));
    }

    IEnumerable<(string Name, JsonElement Statement)> Statements(params string[] types) =>
        from type in types
        from policy in synthesis.Resources(type)
        from statement in policy.Value.GetProperty("Properties").GetProperty("PolicyDocument").GetProperty("Statement").EnumerateArray()
        select (policy.Key, statement);

    static Dictionary<string, object> Properties(params (string Name, object Value)[] properties) => properties.ToDictionary(p => p.Name, p => p.Value);

    static List<JsonElement> OneOrMore(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    /// <summary>Which resource is meant by a reference to it, or to an attribute of it.</summary>
    static string Reference(JsonElement value) => (value.TryGetProperty("Ref", out var name) ? name : value.GetProperty("Fn::GetAtt")[0]).GetString()!;
}
