/** The words that tenants are made of: people of many languages, companies, places of a directory. */
export const GIVEN_NAMES =
  "Aino Aroha Benedikt Bogdan Carla Chidi Dana Elif Emre Fatima Gerd Greta Hana Hugo Ilse Imani Ines Jakub Jana Jasper Kofi Lars Leila Liam Lucia Maja Marco Mei Minh Nadia Nils Noor Olga Omar Owen Paula Pedro Piotr Priya Quentin Rafael Ravi Rosa Sanna Sefa Sipho Tamar Tomas Uma Vera Viktor Wanda Xenia Yara Yuki Zoltan".split(
    " ",
  );
export const SURNAMES =
  "Abara Albrecht Amato Baptiste Berg Bianchi Blake Boateng Brandt Castillo Chandra Costa Dahl Demir Diallo Duarte Ebert Eriksen Farouk Ferrer Fischer Garcia Gruber Haddad Hansen Holm Horvat Ivanov Jansen Kaya Keller Kimani Klein Kovacs Larsen Lind Lopes Maier Marchetti Mensah Menon Moreau Nakata Novak Nguyen Okafor Olsen Ortega Pereira Petrov Quist Rahman Rossi Salgado Sato Schulz Silva Stark Tamihana Thal Torres Ueda Varga Virtanen Vogel Walsh Weber Yilmaz Zeman".split(
    " ",
  );
/** Names whose letters are not all ASCII, with what an address makes of them. */
export const ACCENTED: readonly (readonly [given: string, surname: string, local: string])[] = [
  ["Jürgen", "Müller", "juergen.mueller"],
  ["Zoë", "Lefèvre", "zoe.lefevre"],
  ["Søren", "Østergaard", "soren.ostergaard"],
  ["Łukasz", "Wójcik", "lukasz.wojcik"],
];
export const COMPANIES =
  "Adventure Alpine Bellows Blueyonder Cohovineyard Contoso Fabrikam Fourthcoffee Humongous Litware Lucerne Margies Northwind Proseware Relecloud Southridge Tailspin Trey Wingtip Woodgrove".split(
    " ",
  );
export const STAFF_OUS = ["Staff", "People", "Employees", "Berlin", "Oslo", "Sales", "Engineering", "Users and Teams"];
export const OUTSIDE_OUS = [
  "Leavers",
  "Contractors",
  "Disabled Users",
  "Quarantine",
  "Lab Accounts",
  "Service Accounts",
];
export const DEPARTMENTS = ["Sales", "Finance", "Engineering", "HR", "IT", "Legal", "Support", "Warehouse"];
export const GROUPS = ["All Staff", "Finance Team", "VPN Users", "Project Falcon", "Print Operators", "Night Shift"];
