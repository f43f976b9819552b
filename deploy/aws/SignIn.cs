using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace ClaimBook.Aws;

/// <summary>The users, in Amazon Cognito. Who is in a group has its role; who is in none may not enter.</summary>
sealed class SignIn : Construct
{
    static readonly Dictionary<string, string> s_roleOfGroup = new()
    {
        ["claimbook-viewers"] = "viewer",
        ["claimbook-editors"] = "editor",
        ["claimbook-admins"] = "admin",
    };

    readonly UserPool _users;
    readonly UserPoolClient _client;

    public SignIn(Construct scope, string id, string host)
        : base(scope, id)
    {
        _users = new UserPool(this, "Users", new UserPoolProps
        {
            SelfSignUpEnabled = false,
            SignInAliases = new SignInAliases { Email = true },
            SignInCaseSensitive = false,
            StandardAttributes = new StandardAttributes { Email = new StandardAttribute { Required = true, Mutable = true } },
            PasswordPolicy = new PasswordPolicy { MinLength = 12, TempPasswordValidity = Duration.Days(3) },
            Mfa = Mfa.OPTIONAL,
            MfaSecondFactor = new MfaSecondFactor { Otp = true, Sms = false },
            AccountRecovery = AccountRecovery.EMAIL_ONLY,
            DeletionProtection = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        foreach (var group in s_roleOfGroup.Keys)
            _ = new CfnUserPoolGroup(this, group, new CfnUserPoolGroupProps { UserPoolId = _users.UserPoolId, GroupName = group });
        _ = _users.AddDomain("Domain", new UserPoolDomainOptions { CognitoDomain = new CognitoDomainOptions { DomainPrefix = host.Replace('.', '-') } });
        _client = _users.AddClient("Client", new UserPoolClientOptions
        {
            GenerateSecret = true,
            PreventUserExistenceErrors = true,
            OAuth = new OAuthSettings
            {
                Flows = new OAuthFlows { AuthorizationCodeGrant = true },
                Scopes = [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL],
                CallbackUrls = [$"https://{host}/signin-oidc"],
                LogoutUrls = [$"https://{host}/"],
            },
        });
        // CloudFormation tells it; the construct's own property deploys a function that asks for it.
        ClientSecret = new Secret(this, "ClientSecret", new SecretProps
        {
            SecretStringValue = SecretValue.UnsafePlainText(((CfnUserPoolClient)_client.Node.DefaultChild!).AttrClientSecret),
        });
    }

    public string UserPoolId => _users.UserPoolId;

    /// <summary>The password by which Cognito knows the service.</summary>
    public Secret ClientSecret { get; }

    /// <summary>What the service is told; docs/single-sign-on.md says what it means.</summary>
    public Dictionary<string, string> Variables => new()
    {
        ["CLAIMBOOK_OIDC__AUTHORITY"] = _users.UserPoolProviderUrl,
        ["CLAIMBOOK_OIDC__CLIENTID"] = _client.UserPoolClientId,
        ["CLAIMBOOK_OIDC__ROLECLAIM"] = "cognito:groups",
        ["CLAIMBOOK_OIDC__ROLES"] = string.Join(',', s_roleOfGroup.Select(g => $"{g.Key}={g.Value}")),
    };
}
