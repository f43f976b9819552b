namespace ClaimBook.Accounts;

/// <summary>What an account may do; each role may do what those before it may.</summary>
enum Role
{
    /// <summary>Read.</summary>
    Viewer,

    /// <summary>Also load files and keep the book.</summary>
    Editor,

    /// <summary>Also manage accounts and settings.</summary>
    Admin,
}

/// <summary>How roles are written.</summary>
static class Roles
{
    /// <summary>The names, the least role first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Role>().Select(r => r.Name)];

    /// <summary>The role of a name; null if there is none.</summary>
    public static Role? Find(string name) => name switch
    {
        "viewer" => Role.Viewer,
        "editor" => Role.Editor,
        "admin" => Role.Admin,
        _ => null,
    };

    extension(Role role)
    {
        /// <summary>Its name as it is stored and given.</summary>
        public string Name => role switch
        {
            Role.Viewer => "viewer",
            Role.Editor => "editor",
            _ => "admin",
        };
    }
}
