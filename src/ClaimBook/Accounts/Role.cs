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
